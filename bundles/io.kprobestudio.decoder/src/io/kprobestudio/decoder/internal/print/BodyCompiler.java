/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;

/** Makes the printer for an event from its format. Immutable. */
public final class BodyCompiler {

    private final TraceMetadata metadata;

    /** A compiler for recordings with this metadata. */
    public BodyCompiler(TraceMetadata metadata) {
        this.metadata = metadata;
    }

    /** The printer for an event; where its print format cannot be interpreted, one that lists its fields. */
    public Body compile(EventFormat format) {
        try {
            if (format.isProbe()) {
                return probe(format);
            }
            if (format.system().equals("ftrace")) {
                Body body = FtraceBodies.of(format, metadata);
                if (body != null) {
                    return body;
                }
            }
            if (format.system().equals("syscalls") && format.name().startsWith("sys_e")) {
                return SyscallBodies.of(format, metadata);
            }
            if (format.system().equals("synthetic")) {
                return synthetic(format);
            }
            ExprCompiler expressions = new ExprCompiler(format, metadata);
            Op[] ops = new FormatCompiler(expressions, false).compile(format.name() + ": ",
                    PrintFormat.parse(format.printFormat()), "\n");
            return new Steps(ops, expressions.minimum());
        } catch (PrintSyntaxException e) {
            return new FieldList(format, metadata);
        }
    }

    /** What of an event's print format is not understood: empty where all of it is. */
    public Set<String> complaints(EventFormat format) {
        try {
            PrintFormat print = PrintFormat.parse(format.printFormat());
            ExprCompiler expressions = new ExprCompiler(format, metadata);
            FormatCompiler compiler = new FormatCompiler(expressions, false);
            compiler.compile("", print, "");
            Set<String> complaints = new LinkedHashSet<>(compiler.unknown());
            complaints.addAll(expressions.unknownEntries());
            return complaints;
        } catch (PrintSyntaxException e) {
            return Set.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A probe's line is printed by code of the kernel's own, not by its print format: the place as a symbol, and
     * strings that could not be read without quotes. The rest of the format is the same.
     */
    private Body probe(EventFormat format) throws PrintSyntaxException {
        ExprCompiler expressions = new ExprCompiler(format, metadata);
        PrintFormat print = PrintFormat.parse(format.printFormat());
        boolean back = format.isReturnProbe();
        String head = back ? "(%lx <- %lx)" : "(%lx)";
        int taken = back ? 2 : 1;
        if (!print.text().startsWith(head) || print.arguments().size() < taken) {
            throw new PrintSyntaxException("a probe's text begins with " + head);
        }
        PrintFormat rest = new PrintFormat(print.text().substring(head.length()),
                print.arguments().subList(taken, print.arguments().size()));
        Op[] place;
        byte[] begin = (format.name() + ": (").getBytes(StandardCharsets.ISO_8859_1);
        if (back) {
            place = new Op[]{
                    new Op.Symbol(begin, place(expressions, EventFormat.PROBE_RET_IP), SymbolText.Style.OFFSET),
                    new Op.Symbol(" <- ".getBytes(StandardCharsets.ISO_8859_1),
                            place(expressions, EventFormat.PROBE_FUNC), SymbolText.Style.BARE) };
        } else {
            place = new Op[]{ new Op.Symbol(begin, place(expressions, EventFormat.PROBE_IP),
                    SymbolText.Style.OFFSET) };
        }
        Op[] values = new FormatCompiler(expressions, true).compile(")", rest, "\n");
        Op[] all = new Op[place.length + values.length];
        System.arraycopy(place, 0, all, 0, place.length);
        System.arraycopy(values, 0, all, place.length, values.length);
        return new Steps(all, expressions.minimum());
    }

    private static Expr place(ExprCompiler expressions, String name) throws PrintSyntaxException {
        return expressions.field(expressions.field(name));
    }

    /** A synthetic event's values are separated by a blank, whatever its print format says. */
    private Body synthetic(EventFormat format) throws PrintSyntaxException {
        ExprCompiler expressions = new ExprCompiler(format, metadata);
        PrintFormat print = PrintFormat.parse(format.printFormat().replace(", ", " ").replace("\" REC", "\", REC")
                .replace(" REC->", ", REC->").replace(",,", ",").replace(" __get_str", ", __get_str"));
        return new Steps(new FormatCompiler(expressions, false).compile(format.name() + ": ", print, "\n"),
                expressions.minimum());
    }

    /** Fields as the kernel's option {@code fields} prints them: for events whose print format is not understood. */
    static final class FieldList extends Body {
        private final EventFormat format;
        private final TraceMetadata metadata;

        FieldList(EventFormat format, TraceMetadata metadata) {
            this.format = format;
            this.metadata = metadata;
        }

        @Override
        public int minimum() {
            return 0;
        }

        @Override
        public void print(Frame frame) {
            frame.out.put(format.name() + ":");
            List<EventField> fields = format.ownFields();
            for (EventField field : fields) {
                frame.out.put(" " + field.name() + "=");
                if (field.offset() + field.size() > frame.length) {
                    frame.out.put("<OVERFLOW>");
                } else {
                    value(field, frame);
                }
            }
            frame.out.put('\n');
        }

        private void value(EventField field, Frame frame) {
            int at = field.offset();
            switch (field.kind()) {
            case TEXT -> frame.text(at, field.size());
            case INTEGER -> {
                long value = frame.load(at, field.size(), false);
                frame.out.put(field.size() == 1 ? "(" + value + ")"
                        : String.format(Locale.ROOT, "0x%x (%d)", value, Expr.fit(value, field.size(), true)));
            }
            case DYNAMIC, RELATIVE -> {
                Expr located = new ExprCompiler(format, metadata).field(field);
                long from = located.eval(frame);
                if (field.isText()) {
                    located.text(frame, Integer.MAX_VALUE);
                } else {
                    bytes(frame, from, located.room(frame));
                }
            }
            default -> bytes(frame, at, Math.min(field.size(), frame.room(at)));
            }
        }

        private static void bytes(Frame frame, long from, int count) {
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    frame.out.put(',');
                }
                frame.out.putHexDigits(frame.unsignedByte(from + i), 2);
            }
        }
    }
}
