/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import org.eclipse.jdt.annotation.Nullable;

/** A step of printing: literal text, then a value. */
abstract class Op {

    private final byte[] before;

    Op(byte[] before) {
        this.before = before;
    }

    final byte[] before() {
        return before;
    }

    final void emit(Frame frame) {
        frame.out.put(before);
        value(frame);
    }

    /** How {@link Steps} runs the step: by itself, or by {@link #value}. */
    Plan plan() {
        return Plan.OTHER;
    }

    /**
     * What {@link Steps} does instead of calling the step.
     *
     * @param kind   one of its constants
     * @param offset of a field
     * @param size   of a field, or digits
     * @param expr   for the value
     */
    record Plan(int kind, int offset, int size, Expr expr) {
        private static final Expr NONE = new Expr.Const(0, 8, false);
        static final Plan OTHER = new Plan(Steps.OTHER, 0, 0, NONE);

        static Plan literal() {
            return new Plan(Steps.LITERAL, 0, 0, NONE);
        }

        static Plan number(Expr expr, int loadKind, int kind, boolean signed) {
            return expr instanceof Expr.Load load && load.isPlain(signed)
                    ? new Plan(loadKind, load.offset, load.stored, NONE)
                    : new Plan(kind, 0, 0, expr);
        }
    }

    abstract void value(Frame frame);

    /** Literal text alone. */
    static final class Literal extends Op {
        Literal(byte[] text) {
            super(text);
        }

        @Override
        Plan plan() {
            return Plan.literal();
        }

        @Override
        void value(Frame frame) {
            // all has been said
        }
    }

    /** {@code %d} without flags. */
    static final class Decimal extends Op {
        private final Expr expr;

        Decimal(byte[] before, Expr expr) {
            super(before);
            this.expr = expr;
        }

        @Override
        Plan plan() {
            return Plan.number(expr, Steps.LOAD_DECIMAL, Steps.DECIMAL, true);
        }

        @Override
        void value(Frame frame) {
            frame.out.putDecimal(expr.eval(frame));
        }
    }

    /** {@code %u} without flags. */
    static final class Unsigned extends Op {
        private final Expr expr;

        Unsigned(byte[] before, Expr expr) {
            super(before);
            this.expr = expr;
        }

        @Override
        Plan plan() {
            return Plan.number(expr, Steps.LOAD_UNSIGNED, Steps.UNSIGNED, false);
        }

        @Override
        void value(Frame frame) {
            frame.out.putUnsigned(expr.eval(frame));
        }
    }

    /** {@code %x} without flags. */
    static final class Hex extends Op {
        private final Expr expr;

        Hex(byte[] before, Expr expr) {
            super(before);
            this.expr = expr;
        }

        @Override
        Plan plan() {
            return Plan.number(expr, Steps.LOAD_HEX, Steps.HEX, false);
        }

        @Override
        void value(Frame frame) {
            frame.out.putHex(expr.eval(frame));
        }
    }

    /** A pointer in as many hex digits as a word has, or fewer. */
    static final class FixedHex extends Op {
        private final Expr expr;
        private final int digits;

        FixedHex(byte[] before, Expr expr, int digits) {
            super(before);
            this.expr = expr;
            this.digits = digits;
        }

        @Override
        Plan plan() {
            return digits <= 16 ? new Plan(Steps.FIXED_HEX, 0, digits, expr) : Plan.OTHER;
        }

        @Override
        void value(Frame frame) {
            frame.out.putHexDigits(expr.eval(frame), digits);
        }
    }

    /** A number in a fixed width, with blanks or zeros before it. */
    static final class Padded extends Op {
        private final Expr expr;
        private final boolean hex;
        private final boolean zero;
        private final int width;

        Padded(byte[] before, Expr expr, boolean hex, boolean zero, int width) {
            super(before);
            this.expr = expr;
            this.hex = hex;
            this.zero = zero;
            this.width = width;
        }

        @Override
        Plan plan() {
            return new Plan(Steps.PADDED, width, 0, new Padding(this));
        }

        int put(Frame frame, byte[] to, int from) {
            long value = expr.eval(frame);
            int at = from;
            boolean negative = expr.signed && value < 0;
            if (negative) {
                value = -value;
            }
            int digits = hex ? 67 - Long.numberOfLeadingZeros(value | 1) >>> 2 : Digits.count(value);
            int missing = width - digits - (negative ? 1 : 0);
            if (negative && zero) {
                to[at++] = '-';
            }
            for (; missing > 0; missing--) {
                to[at++] = (byte) (zero ? '0' : ' ');
            }
            if (negative && !zero) {
                to[at++] = '-';
            }
            return hex ? Digits.hex(to, at, value, digits) : Digits.unsigned(to, at, value);
        }

        @Override
        void value(Frame frame) {
            frame.out.ensure(width + 32);
            frame.out.setSize(put(frame, frame.out.array(), frame.out.size()));
        }
    }

    /** Carries a {@link Padded} to {@link Steps}. */
    static final class Padding extends Expr.Wrapper {
        private final Padded padded;

        Padding(Padded padded) {
            super(padded.expr);
            this.padded = padded;
        }

        @Override
        int put(Frame frame, byte[] to, int at) {
            return padded.put(frame, to, at);
        }
    }

    /** A number with flags, width or precision. */
    static final class Number extends Op {
        private final Expr expr;
        private final Conversion conversion;
        private final int base;
        private final @Nullable Expr width;
        private final @Nullable Expr precision;

        Number(byte[] before, Expr expr, Conversion conversion, int base, @Nullable Expr width,
                @Nullable Expr precision) {
            super(before);
            this.expr = expr;
            this.conversion = conversion;
            this.base = base;
            this.width = width;
            this.precision = precision;
        }

        @Override
        void value(Frame frame) {
            int columns = resolve(width, conversion.width(), frame);
            String flags = conversion.flags();
            if (width != null && columns < 0) {
                flags = flags + "-";
                columns = -columns;
            }
            NumberText.put(frame.out, expr.eval(frame), base, expr.signed, conversion.type() == 'X', flags, columns,
                    resolve(precision, conversion.precision(), frame));
        }
    }

    /** A width or precision: the format's own, or an argument, within what fits a line. */
    static int resolve(@Nullable Expr expr, int fixed, Frame frame) {
        if (expr == null) {
            return fixed;
        }
        return (int) Math.max(-4096, Math.min(4096, (int) expr.eval(frame)));
    }

    /** {@code %s}. */
    static final class Text extends Op {
        private final Expr expr;
        private final Conversion conversion;
        private final @Nullable Expr width;
        private final @Nullable Expr precision;

        Text(byte[] before, Expr expr, Conversion conversion, @Nullable Expr width, @Nullable Expr precision) {
            super(before);
            this.expr = expr;
            this.conversion = conversion;
            this.width = width;
            this.precision = precision;
        }

        @Override
        void value(Frame frame) {
            int limit = resolve(precision, conversion.precision(), frame);
            int columns = resolve(width, conversion.width(), frame);
            int from = frame.out.size();
            expr.text(frame, limit < 0 ? Integer.MAX_VALUE : limit);
            if (columns != 0) {
                frame.out.pad(from, Math.abs(columns), columns < 0 && width != null || conversion.has('-'));
            }
        }
    }

    /** {@code %s} without flags. */
    static final class PlainText extends Op {
        private final Expr expr;

        PlainText(byte[] before, Expr expr) {
            super(before);
            this.expr = expr;
        }

        @Override
        Plan plan() {
            if (expr instanceof Memory.Fixed fixed) {
                return new Plan(Steps.FIXED_TEXT, fixed.offset(), fixed.bytes(), expr);
            }
            if (expr.isText() && expr.bound() >= 0) {
                return new Plan(Steps.BOUNDED_TEXT, 0, expr.bound(), expr);
            }
            return expr instanceof Memory.Located located
                    ? new Plan(Steps.LOCATED_TEXT, located.offset(), located.base(), expr)
                    : Plan.OTHER;
        }

        @Override
        void value(Frame frame) {
            expr.text(frame, Integer.MAX_VALUE);
        }
    }

    /** A probe's string in quotes, or {@code (fault)}. */
    static final class ProbeText extends Op {
        private final Expr located;

        ProbeText(byte[] before, Expr located) {
            super(before);
            this.located = located;
        }

        @Override
        Plan plan() {
            return located instanceof Memory.Located word && word.base() == 0
                    ? new Plan(Steps.PROBE_TEXT, word.offset(), 0, located)
                    : Plan.OTHER;
        }

        @Override
        void value(Frame frame) {
            if (located.room(frame) == 0) {
                frame.out.put("(fault)");
                return;
            }
            frame.out.put('"');
            located.text(frame, Integer.MAX_VALUE);
            frame.out.put('"');
        }
    }

    /** {@code %c}. */
    static final class Character extends Op {
        private final Expr expr;
        private final Conversion conversion;

        Character(byte[] before, Expr expr, Conversion conversion) {
            super(before);
            this.expr = expr;
            this.conversion = conversion;
        }

        @Override
        void value(Frame frame) {
            int from = frame.out.size();
            frame.out.put((int) expr.eval(frame));
            frame.out.pad(from, conversion.width(), conversion.has('-'));
        }
    }

    /** An address as a symbol. */
    static final class Symbol extends Op {
        private final Expr expr;
        private final SymbolText.Style style;

        Symbol(byte[] before, Expr expr, SymbolText.Style style) {
            super(before);
            this.expr = expr;
            this.style = style;
        }

        @Override
        Plan plan() {
            return style == SymbolText.Style.BARE ? Plan.OTHER : new Plan(Steps.SYMBOL, style.ordinal(), 0, expr);
        }

        @Override
        void value(Frame frame) {
            long address = expr.eval(frame);
            if (address == 0 && style == SymbolText.Style.BARE) {
                frame.out.put('0');
            } else {
                frame.symbols.put(address, style, frame.out);
            }
        }
    }

    /** A value that cannot be known: why stands in its place. */
    static final class Unknown extends Op {
        private final byte[] reason;

        Unknown(byte[] before, byte[] reason) {
            super(before);
            this.reason = reason;
        }

        @Override
        void value(Frame frame) {
            frame.out.put('(');
            frame.out.put(reason);
            frame.out.put(')');
        }
    }
}
