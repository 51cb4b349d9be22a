/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.function.Supplier;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelVersion;

/** Compiles {@code %p} with its extensions ({@code Documentation/core-api/printk-formats.rst}). */
final class PointerCompiler {

    private final ExprCompiler expressions;
    private final KernelVersion kernel;

    PointerCompiler(ExprCompiler expressions) {
        this.expressions = expressions;
        kernel = expressions.metadata().kernel();
    }

    Op op(Conversion conversion, Expr expr, @Nullable Expr width, Supplier<byte[]> literal)
            throws PrintSyntaxException {
        String extension = conversion.extension();
        if (expr.isText()) {
            throw new PrintSyntaxException("text where a pointer is wanted");
        }
        char kind = extension.isEmpty() ? 0 : extension.charAt(0);
        switch (kind) {
        case 'S', 's':
            return symbol(conversion, expr, kind == 'S', literal);
        case 'F', 'f':
            if (kind == 'f' && kernel.atLeast(5, 5)) {
                return plain(conversion, expr, literal);
            }
            return symbol(conversion, expr, kind == 'F', literal);
        case 'B':
            Expr before = Arithmetic.binary("-", Arithmetic.convert(expr, expressions.wordSize(), false),
                    new Expr.Const(1, 4, true));
            return new Backtrace(literal.get(), before);
        case 'I', 'i', 'M', 'm', 'U', 'h', 'b', 'a', 'E', '4', 'N':
            if (!expr.inRecord()) {
                throw new PrintSyntaxException("bytes that are not recorded");
            }
            return new Extended(literal.get(), expr, conversion, width);
        case 'e':
            return new ErrorName(literal.get(), expr, 2 * expressions.wordSize());
        case 'd', 'D', 'G', 'O', 'R', 'r', 'V', 'C', 'g', 't', 'A':
            throw new PrintSyntaxException("%p" + extension + " of something that is not recorded");
        default:
            return plain(conversion, expr, literal);
        }
    }

    private Op symbol(Conversion conversion, Expr expr, boolean offset, Supplier<byte[]> literal) {
        SymbolText.Style style = offset ? SymbolText.Style.OFFSET : SymbolText.Style.NAME;
        if (conversion.width() > 0 || !kernel.atLeast(5, 2)) {
            boolean nullText = !kernel.atLeast(5, 2);
            int digits = 2 * expressions.wordSize();
            return new Op(literal.get()) {
                @Override
                void value(Frame frame) {
                    int from = frame.out.size();
                    long address = expr.eval(frame);
                    if (address == 0 && nullText) {
                        frame.out.put("(null)");
                        frame.out.pad(from, conversion.width() < 0 ? digits : conversion.width(),
                                conversion.has('-'));
                        return;
                    }
                    frame.symbols.put(address, style, frame.out);
                    frame.out.pad(from, conversion.width(), conversion.has('-'));
                }
            };
        }
        return new Op.Symbol(literal.get(), expr, style);
    }

    /** A bare pointer: the recorded value, as the kernel shows it where it does not hash. */
    private Op plain(Conversion conversion, Expr expr, Supplier<byte[]> literal) {
        int digits = 2 * expressions.wordSize();
        Expr value = Arithmetic.convert(expr, expressions.wordSize(), false);
        boolean nullText = !kernel.atLeast(4, 15) && !conversion.extension().startsWith("K");
        if (conversion.width() < 0 && conversion.flags().isEmpty() && !nullText) {
            return new Op.FixedHex(literal.get(), value, digits);
        }
        return new Op(literal.get()) {
            @Override
            void value(Frame frame) {
                long address = value.eval(frame);
                int width = conversion.width();
                if (address == 0 && nullText) {
                    int from = frame.out.size();
                    frame.out.put("(null)");
                    frame.out.pad(from, width < 0 ? digits : width, conversion.has('-'));
                    return;
                }
                NumberText.put(frame.out, address, 16, false, false,
                        width < 0 ? conversion.flags() + "0" : conversion.flags(), width < 0 ? digits : width, -1);
            }
        };
    }

    /** {@code %pB}: the symbol of the call before a return address. */
    private static final class Backtrace extends Op {
        private final Expr callSite;

        Backtrace(byte[] before, Expr callSite) {
            super(before);
            this.callSite = callSite;
        }

        @Override
        void value(Frame frame) {
            frame.out.put(PointerText.backtrace(frame, callSite.eval(frame)));
        }
    }

    /** What reads the bytes that it points to. */
    private static final class Extended extends Op {
        private final Expr pointer;
        private final Conversion conversion;
        private final @Nullable Expr width;

        Extended(byte[] before, Expr pointer, Conversion conversion, @Nullable Expr width) {
            super(before);
            this.pointer = pointer;
            this.conversion = conversion;
            this.width = width;
        }

        @Override
        void value(Frame frame) {
            int from = frame.out.size();
            int columns = resolve(width, conversion.width(), frame);
            PointerText.put(frame, pointer.eval(frame), conversion.extension(), columns, pointer.elementSize());
            char kind = conversion.extension().charAt(0);
            if (kind != 'h' && kind != 'b' && kind != 'E') {
                frame.out.pad(from, columns, conversion.has('-'));
            }
        }
    }

    /** {@code %pe}. */
    private static final class ErrorName extends Op {
        private final Expr expr;
        private final int digits;

        ErrorName(byte[] before, Expr expr, int digits) {
            super(before);
            this.expr = expr;
            this.digits = digits;
        }

        @Override
        void value(Frame frame) {
            long value = Expr.fit(expr.eval(frame), digits / 2, true);
            if (value < 0 && value >= -4095) {
                frame.out.put(ErrorNames.name((int) -value));
            } else {
                frame.out.putHexDigits(value, digits);
            }
        }
    }
}
