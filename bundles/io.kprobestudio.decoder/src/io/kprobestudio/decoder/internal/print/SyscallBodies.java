/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;

/**
 * System calls, which the kernel prints by code of its own ({@code kernel/trace/trace_syscalls.c}):
 * {@code sys_read(fd: 3, buf: 7ffe…, count: 400)} and {@code sys_read -> 0x400}. Newer kernels show small values in
 * decimal, and what user memory an argument points to.
 */
final class SyscallBodies {

    private SyscallBodies() {
    }

    static Body of(EventFormat format, TraceMetadata metadata) throws PrintSyntaxException {
        ExprCompiler expressions = new ExprCompiler(format, metadata);
        if (format.name().startsWith("sys_exit_")) {
            String name = "sys_" + format.name().substring("sys_exit_".length());
            Expr ret = Arithmetic.convert(expressions.field(expressions.field("ret")), expressions.wordSize(), false);
            Op[] ops = { new Op.Hex(bytes(name + " -> 0x"), ret), new Op.Literal(bytes("\n")) };
            return new Steps(ops, expressions.minimum());
        }
        String name = "sys_" + format.name().substring("sys_enter_".length());
        boolean prefix = metadata.kernel().atLeast(6, 17);
        if (name.equals("sys_openat") && format.field("__filename_val").isPresent()
                && format.printFormat().contains("flags: %s%s")) {
            return openat(format, expressions);
        }
        List<Op> ops = new ArrayList<>();
        String before = name + "(";
        List<EventField> fields = format.ownFields().stream()
                .filter(f -> f.kind() == EventField.Kind.INTEGER && !f.name().equals("__syscall_nr")
                        && !f.name().equals("nr"))
                .toList();
        for (EventField field : fields) {
            Expr value = Arithmetic.convert(expressions.field(expressions.field(field.name())), expressions.wordSize(),
                    false);
            ops.add(prefix ? new Small(bytes(before + field.name() + ": "), value)
                    : new Op.Hex(bytes(before + field.name() + ": "), value));
            before = ", ";
            String user = "__" + field.name() + "_val";
            if (format.field(user).isPresent()) {
                boolean text = format.printFormat().contains(field.name() + ": 0x%0"
                        + 2 * expressions.wordSize() / (expressions.wordSize() == 8 ? 2 : 1) + "lx \\\"%s")
                        || format.printFormat().contains("__get_str(" + user + ")");
                Expr data = expressions.field(expressions.field(user));
                int index = fields.indexOf(field);
                EventField size = fields.get(Math.min(index + 1, fields.size() - 1));
                ops.add(text ? new UserText(data)
                        : new UserBytes(data, expressions.field(expressions.field(size.name()))));
            }
        }
        ops.add(new Op.Literal(bytes((fields.isEmpty() ? before : "") + ")\n")));
        return new Steps(ops.toArray(new Op[0]), expressions.minimum());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Body openat(EventFormat format, ExprCompiler expressions) throws PrintSyntaxException {
        PrintFormat print = PrintFormat.parse(format.printFormat());
        List<Ast> args = print.arguments();
        PrintFormat creating = new PrintFormat(
                "sys_openat(dfd: %lu, filename: %lu \"%s\", flags: %s%s, mode: 0%03o)\n", args);
        PrintFormat opening = new PrintFormat("sys_openat(dfd: %lu, filename: %lu \"%s\", flags: %s%s)\n",
                args.subList(0, args.size() - 1));
        Op[] withMode = new FormatCompiler(expressions, false).compile("", creating, "");
        Op[] without = new FormatCompiler(expressions, false).compile("", opening, "");
        // O_CREAT is 0x40 wherever openat's flags are those of asm-generic; O_TMPFILE has a bit of its own.
        Expr flags = Arithmetic.convert(expressions.field(expressions.field("flags")), 4, false);
        return new Body() {
            @Override
            public int minimum() {
                return expressions.minimum();
            }

            @Override
            public void print(Frame frame) {
                boolean creates = (flags.eval(frame) & (0x40 | 0x400000)) != 0;
                for (Op op : creates ? withMode : without) {
                    op.emit(frame);
                }
            }
        };
    }

    /** Below ten in decimal, else in hex. */
    private static final class Small extends Op {
        private final Expr expr;

        Small(byte[] before, Expr expr) {
            super(before);
            this.expr = expr;
        }

        @Override
        void value(Frame frame) {
            long value = expr.eval(frame);
            if (value >= 0 && value < 10) {
                frame.out.putUnsigned(value);
            } else {
                frame.out.put('0');
                frame.out.put('x');
                frame.out.putHex(value);
            }
        }
    }

    /** Text that an argument points to. */
    private static final class UserText extends Op {
        private final Expr data;

        UserText(Expr data) {
            super(bytes(" \""));
            this.data = data;
        }

        @Override
        void value(Frame frame) {
            data.text(frame, Integer.MAX_VALUE);
            frame.out.put('"');
        }
    }

    /** Bytes that an argument points to, and what of them is text. */
    private static final class UserBytes extends Op {
        private final Expr data;
        private final Expr size;

        UserBytes(Expr data, Expr size) {
            super(bytes(" ("));
            this.data = data;
            this.size = size;
        }

        @Override
        void value(Frame frame) {
            long at = data.eval(frame);
            int length = data.room(frame);
            boolean printable = false;
            for (int i = 0; i < length; i++) {
                int b = frame.unsignedByte(at + i);
                printable |= b >= 32 && b < 127;
                if (i > 0) {
                    frame.out.put(':');
                }
                frame.out.putHexDigits(b, 2);
            }
            boolean cut = length < (int) size.eval(frame);
            if (cut) {
                frame.out.put(", ...");
            }
            frame.out.put(')');
            if (!printable) {
                return;
            }
            frame.out.put(" \"");
            for (int i = 0; i < length; i++) {
                int b = frame.unsignedByte(at + i);
                frame.out.put(b >= 32 && b < 127 ? b : '.');
            }
            if (cut) {
                frame.out.put("...");
            }
            frame.out.put('"');
        }
    }
}
