/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;

/** The tracers' own records, which the kernel prints by code of its own ({@code kernel/trace/trace_output.c}). */
final class FtraceBodies {

    /** {@code FTRACE_TRAMPOLINE_MARKER}: stands in a stack for an address in a trampoline. */
    private static final long TRAMPOLINE = Integer.MAX_VALUE;
    private static final String STATES = "RSDTtXZPI";
    private static final byte[] STACK = bytes("<stack trace>\n");
    private static final byte[] USER_STACK = bytes("<user stack trace>\n");
    private static final byte[] ARROW = bytes(" => ");

    private FtraceBodies() {
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The printer for a tracer's record; null where its print format is to be taken. */
    static @Nullable Body of(EventFormat format, TraceMetadata metadata) throws PrintSyntaxException {
        ExprCompiler expressions = new ExprCompiler(format, metadata);
        return switch (format.name()) {
        case "function" -> function(expressions);
        case "kernel_stack" -> kernelStack(expressions);
        case "user_stack" -> userStack(expressions);
        case "print" -> marked(expressions, new Memory.Recast(value(expressions, "buf"), 1, true));
        case "bputs" -> marked(expressions, value(expressions, "str"));
        case "bprint" -> new BinaryPrint(expressions);
        case "raw_data" -> rawData(expressions);
        case "context_switch" -> contextSwitch(expressions, " ==> [");
        case "wakeup" -> contextSwitch(expressions, "   + [");
        case "hwlat" -> text(expressions, format,
                "\"#%-5u inner/outer(us): %4llu/%-5llu ts:%lld.%09ld count:%d%s\n\", REC->seqnum, REC->duration, "
                        + "REC->outer_duration, REC->tv_sec, REC->tv_nsec, REC->count, \"\"");
        case "timerlat" -> text(expressions, format,
                "\"#%-5u context %6s timer_latency %9llu ns\n\", REC->seqnum, REC->context == 0 ? \"irq\" : "
                        + "REC->context == 1 ? \"thread\" : \"user-ret\", REC->timer_latency");
        case "osnoise" -> text(expressions, format,
                "\"%llu %10llu %3llu.%05llu %7llu %6u %6u %6u %6u %6u\n\", REC->runtime, REC->noise, "
                        + "(REC->runtime - REC->noise) * 10000000ULL / REC->runtime / 100000, "
                        + "(REC->runtime - REC->noise) * 10000000ULL / REC->runtime % 100000, REC->max_sample, "
                        + "REC->hw_count, REC->nmi_count, REC->irq_count, REC->softirq_count, REC->thread_count");
        default -> null;
        };
    }

    private static Expr value(ExprCompiler expressions, String field) throws PrintSyntaxException {
        EventField found = expressions.field(field);
        return expressions.field(found);
    }

    private static Body text(ExprCompiler expressions, EventFormat format, String print) throws PrintSyntaxException {
        Op[] ops = new FormatCompiler(expressions, false).compile("", PrintFormat.parse(print), "");
        return new Steps(ops, expressions.minimum());
    }

    private static Body function(ExprCompiler expressions) throws PrintSyntaxException {
        Expr ip = value(expressions, "ip");
        Expr parent = value(expressions, "parent_ip");
        return new Fixed(expressions) {
            @Override
            public void print(Frame frame) {
                bare(frame, ip.eval(frame));
                long caller = parent.eval(frame);
                if (caller != 0) {
                    frame.out.put(" <-");
                    bare(frame, caller);
                }
                frame.out.put('\n');
            }
        };
    }

    /** {@code seq_print_ip_sym} without offset. */
    static void bare(Frame frame, long address) {
        if (address == 0) {
            frame.out.put('0');
        } else {
            frame.symbols.put(address, SymbolText.Style.BARE, frame.out);
        }
    }

    private static Body kernelStack(ExprCompiler expressions) throws PrintSyntaxException {
        EventField field = expressions.field("caller");
        int word = expressions.wordSize();
        int from = field.offset();
        long end = word == 4 ? 0xffffffffL : -1;
        boolean marker = expressions.metadata().kernel().atLeast(6, 13);
        return new Body() {
            @Override
            public int minimum() {
                return from;
            }

            @Override
            public void print(Frame frame) {
                frame.out.put(STACK);
                for (int at = from; at + word <= frame.length; at += word) {
                    long address = frame.load(at, word, false);
                    if (address == end) {
                        break;
                    }
                    frame.out.put(ARROW);
                    if (marker && address == TRAMPOLINE) {
                        frame.out.put("[FTRACE TRAMPOLINE]");
                    } else {
                        bare(frame, address);
                    }
                    frame.out.put('\n');
                }
            }
        };
    }

    private static Body userStack(ExprCompiler expressions) throws PrintSyntaxException {
        EventField field = expressions.field("caller");
        int word = expressions.wordSize();
        int from = field.offset();
        int to = from + field.size();
        return new Fixed(expressions) {
            @Override
            public void print(Frame frame) {
                frame.out.put(USER_STACK);
                for (int at = from; at < to; at += word) {
                    long address = frame.load(at, word, false);
                    if (address == 0) {
                        break;
                    }
                    frame.out.put(ARROW);
                    frame.out.put(" <");
                    frame.out.putHexDigits(address, 2 * word);
                    frame.out.put(">\n");
                }
            }
        };
    }

    /** Text behind the function that wrote it; it brings its own newline. */
    private static Body marked(ExprCompiler expressions, Expr text) throws PrintSyntaxException {
        Expr ip = value(expressions, "ip");
        return new Fixed(expressions) {
            @Override
            public void print(Frame frame) {
                bare(frame, ip.eval(frame));
                frame.out.put(": ");
                int start = frame.out.size();
                text.text(frame, Integer.MAX_VALUE);
                if (!frame.out.endsWith(start, '\n')) {
                    frame.out.put('\n');
                }
            }
        };
    }

    /** A line of the scheduler's tracers: states as letters, the next thread by name. */
    private static Body contextSwitch(ExprCompiler expressions, String arrow) throws PrintSyntaxException {
        Expr[] values = new Expr[7];
        String[] names = { "prev_pid", "prev_prio", "prev_state", "next_cpu", "next_pid", "next_prio", "next_state" };
        for (int i = 0; i < names.length; i++) {
            values[i] = value(expressions, names[i]);
        }
        return new Fixed(expressions) {
            @Override
            public void print(Frame frame) {
                frame.out.put(' ');
                thread(frame, 0);
                frame.out.put(arrow);
                NumberText.put(frame.out, values[3].eval(frame), 10, false, false, "0", 3, -1);
                frame.out.put("] ");
                thread(frame, 4);
                frame.out.put(' ');
                frame.out.put(frame.metadata.comms().name((int) values[4].eval(frame)));
                frame.out.put('\n');
            }

            private void thread(Frame frame, int from) {
                NumberText.put(frame.out, values[from].eval(frame), 10, false, false, "", 7, -1);
                frame.out.put(':');
                NumberText.put(frame.out, values[from + 1].eval(frame), 10, false, false, "", 3, -1);
                frame.out.put(':');
                long state = values[from == 0 ? 2 : 6].eval(frame);
                frame.out.put(state < STATES.length() ? STATES.charAt((int) state) : '?');
            }
        };
    }

    private static Body rawData(ExprCompiler expressions) throws PrintSyntaxException {
        Expr id = value(expressions, "id");
        int from = expressions.field("buf").offset();
        return new Fixed(expressions) {
            @Override
            public void print(Frame frame) {
                frame.out.put("# ");
                frame.out.putHex(id.eval(frame));
                frame.out.put(" buf:");
                for (int at = from; at < frame.length; at++) {
                    frame.out.put(' ');
                    frame.out.putHexDigits(frame.unsignedByte(at), 2);
                }
                frame.out.put('\n');
            }
        };
    }

    /** A body whose record is as long as its fixed fields at least. */
    private abstract static class Fixed extends Body {
        private final int minimum;

        Fixed(ExprCompiler expressions) {
            minimum = expressions.minimum();
        }

        @Override
        public final int minimum() {
            return minimum;
        }
    }

    /** {@code trace_printk} with arguments: the format's address, and the arguments packed behind it. */
    private static final class BinaryPrint extends Body {
        private final int minimum;
        private final Expr ip;
        private final Expr format;
        private final int from;
        private final int word;

        BinaryPrint(ExprCompiler expressions) throws PrintSyntaxException {
            ip = value(expressions, "ip");
            format = value(expressions, "fmt");
            from = expressions.field("buf").offset();
            word = expressions.wordSize();
            minimum = expressions.minimum();
        }

        @Override
        public int minimum() {
            return minimum;
        }

        @Override
        public void print(Frame frame) {
            bare(frame, ip.eval(frame));
            frame.out.put(": ");
            int start = frame.out.size();
            long address = format.eval(frame);
            String text = frame.metadata.printk().at(address);
            if (text == null) {
                frame.out.put("(0x");
                frame.out.putHex(address);
                frame.out.put(')');
            } else {
                pieces(frame, Conversion.parse(text));
            }
            if (!frame.out.endsWith(start, '\n')) {
                frame.out.put('\n');
            }
        }

        private void pieces(Frame frame, List<Conversion> pieces) {
            int at = from;
            for (Conversion piece : pieces) {
                if (piece.type() == 0) {
                    frame.out.put(piece.literal());
                    continue;
                }
                int width = piece.width();
                if (width == Conversion.FROM_ARGUMENT) {
                    at = at + 3 & ~3;
                    width = (int) frame.load(at, 4, true);
                    at += 4;
                }
                int precision = piece.precision();
                if (precision == Conversion.FROM_ARGUMENT) {
                    at = at + 3 & ~3;
                    precision = (int) frame.load(at, 4, true);
                    at += 4;
                }
                at = argument(frame, piece, width, precision, at);
            }
        }

        private int argument(Frame frame, Conversion piece, int width, int precision, int begin) {
            int at = begin;
            int start = frame.out.size();
            boolean symbol = piece.type() == 'p' && piece.extension().matches("[SsFfB].*");
            boolean rendered = piece.type() == 'p' && !symbol && !piece.extension().matches("|[xKe].*");
            if (piece.type() == 's' || rendered) {
                frame.text(at, precision < 0 ? Integer.MAX_VALUE : precision);
                int end = at;
                while (end < frame.length && frame.unsignedByte(end) != 0) {
                    end++;
                }
                frame.out.pad(start, Math.min(width, 4096), piece.has('-'));
                return end + 1;
            }
            int size = switch (piece.type() == 'p' ? 'l' : piece.qualifier()) {
            case 'L' -> 8;
            case 'l', 'z', 't' -> word;
            case 'h' -> 2;
            case 'H' -> 1;
            default -> piece.type() == 'c' ? 1 : 4;
            };
            int align = Math.min(size, 4);
            at = at + align - 1 & -align;
            boolean signed = piece.type() == 'd' || piece.type() == 'i';
            long number = frame.load(at, size, signed);
            if (symbol) {
                boolean offset = "SFB".indexOf(piece.extension().charAt(0)) >= 0;
                frame.symbols.put(number, offset ? SymbolText.Style.OFFSET : SymbolText.Style.NAME, frame.out);
            } else if (piece.type() == 'c') {
                frame.out.put((int) number);
                frame.out.pad(start, width, piece.has('-'));
            } else {
                boolean pointer = piece.type() == 'p';
                int base = pointer || piece.type() == 'x' || piece.type() == 'X' ? 16 : piece.type() == 'o' ? 8 : 10;
                NumberText.put(frame.out, number, base, signed, piece.type() == 'X',
                        pointer ? "0" : piece.flags(), pointer ? 2 * word : Math.min(width, 4096),
                        Math.min(precision, 4096));
            }
            return at + size;
        }
    }
}
