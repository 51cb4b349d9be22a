/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.TextBuffer;

/**
 * Steps that were compiled, run in one loop: what events print most (text, numbers at fixed places, strings, symbols) is
 * done here on the output's array, the rest by the steps themselves.
 */
final class Steps extends Body {

    static final int OTHER = 0;
    static final int LITERAL = 1;
    static final int LOAD_DECIMAL = 2;
    static final int LOAD_UNSIGNED = 3;
    static final int LOAD_HEX = 4;
    static final int DECIMAL = 5;
    static final int UNSIGNED = 6;
    static final int HEX = 7;
    static final int FIXED_HEX = 8;
    static final int SYMBOL = 9;
    static final int FIXED_TEXT = 10;
    static final int LOCATED_TEXT = 11;
    static final int PROBE_TEXT = 12;
    static final int BOUNDED_TEXT = 13;
    static final int PADDED = 14;

    /** Bytes of a task's name. */
    private static final int TASK_NAME = 16;

    /** Room that any step but text needs behind its literal. */
    private static final int STEP_ROOM = 48;

    /** What is printed more often than this is compiled. */
    private static final int OFTEN = 50;

    static final SymbolText.Style[] STYLES = SymbolText.Style.values();

    private final Op[] ops;
    private final int minimum;
    private final int[] kinds;
    private final Chunk[] literals;
    private final Op.Plan[] plans;
    private final int fixedRoom;
    private final int texts;
    private final boolean fits;
    private int printed;
    private volatile @Nullable StraightBody compiled;

    Steps(Op[] ops, int minimum) {
        this.ops = ops.clone();
        this.minimum = minimum;
        kinds = new int[ops.length];
        literals = new Chunk[ops.length];
        plans = new Op.Plan[ops.length];
        int room = 64;
        int textSteps = 0;
        for (int i = 0; i < ops.length; i++) {
            plans[i] = ops[i].plan();
            kinds[i] = plans[i].kind();
            literals[i] = new Chunk(ops[i].before());
            room += literals[i].length() + STEP_ROOM + (kinds[i] == BOUNDED_TEXT ? plans[i].size() : 0)
                    + (kinds[i] == PADDED ? plans[i].offset() : 0);
            textSteps += kinds[i] == FIXED_TEXT || kinds[i] == LOCATED_TEXT || kinds[i] == PROBE_TEXT ? 1 : 0;
        }
        fixedRoom = room;
        texts = textSteps;
        fits = StraightLine.fits(literals);
    }

    @Override
    public int minimum() {
        return minimum;
    }

    @Override
    public void print(Frame frame) {
        StraightBody code = compiled;
        if (code != null) {
            code.print(frame);
        } else if (printed > OFTEN && fits) {
            // Two threads may make the same; either will do.
            StraightBody made = StraightLine.compile(this, kinds, literals, plans, frame.big);
            compiled = made;
            made.print(frame);
        } else {
            printed++;
            interpret(frame);
        }
    }

    /** Room for all but symbols and what steps of their own print. */
    int room(Frame frame) {
        return fixedRoom + texts * (frame.length + 16);
    }

    Op[] ops() {
        return ops;
    }

    Op.Plan[] plans() {
        return plans;
    }

    private void interpret(Frame frame) {
        TextBuffer out = frame.out;
        out.ensure(room(frame));
        byte[] to = out.array();
        int at = out.size();
        int record = frame.record;
        for (int i = 0; i < kinds.length; i++) {
            at = literals[i].put(to, at);
            Op.Plan plan = plans[i];
            switch (kinds[i]) {
            case LITERAL:
                break;
            case LOAD_DECIMAL:
                at = Digits.decimal(to, at, load(frame, record + plan.offset(), plan.size(), true));
                break;
            case LOAD_UNSIGNED:
                at = Digits.unsigned(to, at, load(frame, record + plan.offset(), plan.size(), false));
                break;
            case LOAD_HEX:
                at = Digits.hex(to, at, load(frame, record + plan.offset(), plan.size(), false));
                break;
            case DECIMAL:
                at = Digits.decimal(to, at, plan.expr().eval(frame));
                break;
            case UNSIGNED:
                at = Digits.unsigned(to, at, plan.expr().eval(frame));
                break;
            case HEX:
                at = Digits.hex(to, at, plan.expr().eval(frame));
                break;
            case FIXED_HEX:
                at = Digits.hex(to, at, plan.expr().eval(frame), plan.size());
                break;
            case FIXED_TEXT:
                at = text(frame, plan.offset(), plan.size(), to, at);
                break;
            case LOCATED_TEXT:
                at = located(frame, plan.offset(), plan.size(), to, at);
                break;
            case PROBE_TEXT:
                at = quoted(frame, plan.offset(), to, at);
                break;
            case BOUNDED_TEXT:
                at = plan.expr().put(frame, to, at);
                break;
            case PADDED:
                at = ((Op.Padding) plan.expr()).put(frame, to, at);
                break;
            case SYMBOL: {
                Chunk symbol = frame.symbols.chunk(plan.expr().eval(frame), STYLES[plan.offset()]);
                if (symbol.length() + room(frame) > to.length - at) {
                    out.setSize(at);
                    out.ensure(symbol.length() + room(frame));
                    to = out.array();
                }
                at = symbol.put(to, at);
                break;
            }
            default:
                out.setSize(at);
                ops[i].value(frame);
                out.ensure(room(frame));
                to = out.array();
                at = out.size();
            }
        }
        out.setSize(at);
    }

    private static final Chunk FAULT = new Chunk(new byte[]{ '(', 'f', 'a', 'u', 'l', 't', ')' });

    /** The text that the word at an offset points to. */
    static int located(Frame frame, int offset, int base, byte[] to, int at) {
        int word = frame.getInt(frame.record + offset);
        return text(frame, base + (word & 0xffff), word >>> 16, to, at);
    }

    /** A probe's string in quotes, or {@code (fault)}. */
    static int quoted(Frame frame, int offset, byte[] to, int at) {
        int word = frame.getInt(frame.record + offset);
        if (word >>> 16 == 0 || (word & 0xffff) + (word >>> 16) > frame.length) {
            return FAULT.put(to, at);
        }
        to[at] = '"';
        int end = text(frame, word & 0xffff, word >>> 16, to, at + 1);
        to[end] = '"';
        return end + 1;
    }

    private static long load(Frame frame, int at, int size, boolean signed) {
        if (size == 4) {
            int i = frame.getInt(at);
            return signed ? i : i & 0xffffffffL;
        }
        if (size == 8) {
            return frame.getLong(at);
        }
        if (size == 2) {
            short s = frame.getShort(at);
            return signed ? s : s & 0xffff;
        }
        byte b = frame.bytes[at];
        return signed ? b : b & 0xff;
    }

    /** How many of eight bytes come before the first NUL: 8 where there is none. */
    private static int beforeNul(long word) {
        long zeros = word - 0x0101010101010101L & ~word & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(zeros) >>> 3;
    }

    /**
     * Text up to its NUL, inside the record; eight bytes at a time where the record is long enough, the name of a task without a
     * branch on its length.
     */
    static int text(Frame frame, int offset, int limit, byte[] to, int from) {
        int left = Math.min(limit, frame.length - offset);
        int source = frame.record + offset;
        int end = frame.record + frame.length;
        int at = from;
        byte[] bytes = frame.bytes;
        if (left == TASK_NAME && source + TASK_NAME <= end) {
            long first = (long) Frame.LITTLE_LONGS.get(bytes, source);
            long second = (long) Frame.LITTLE_LONGS.get(bytes, source + 8);
            Chunk.LONGS.set(to, at, first);
            Chunk.LONGS.set(to, at + 8, second);
            int count = beforeNul(first);
            return at + count + (beforeNul(second) & -(count >>> 3));
        }
        while (left > 0 && source + 8 <= end) {
            long word = (long) Frame.LITTLE_LONGS.get(bytes, source);
            Chunk.LONGS.set(to, at, word);
            int count = Math.min(left, beforeNul(word));
            at += count;
            if (count < 8) {
                return at;
            }
            source += 8;
            left -= 8;
        }
        while (left > 0) {
            byte b = bytes[source++];
            if (b == 0) {
                break;
            }
            to[at++] = b;
            left--;
        }
        return at;
    }
}
