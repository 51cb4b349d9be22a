/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import io.kprobestudio.decoder.TextBuffer;

/**
 * What {@link StraightLine} makes a class of for one event: its steps one behind the other, each with its constants in
 * the code. Here is what they call.
 */
abstract class StraightBody {

    /** Of each step; a constant where it has none. */
    final Expr[] exprs;
    private final Steps steps;
    private final Op[] ops;

    StraightBody(Steps steps) {
        this.steps = steps;
        ops = steps.ops();
        Op.Plan[] plans = steps.plans();
        exprs = new Expr[plans.length];
        for (int i = 0; i < exprs.length; i++) {
            exprs[i] = plans[i].expr();
        }
    }

    abstract void print(Frame frame);

    /** Makes room; returns where the output goes on. */
    final int begin(Frame frame) {
        frame.out.ensure(steps.room(frame));
        return frame.out.size();
    }

    /** A symbol may be longer than the room that is left, so that the output's array may be another one afterwards. */
    final int symbol(Frame frame, long address, int style, int at) {
        TextBuffer out = frame.out;
        Chunk text = frame.symbols.chunk(address, Steps.STYLES[style]);
        int room = text.length() + steps.room(frame);
        if (room > out.array().length - at) {
            out.setSize(at);
            out.ensure(room);
        }
        return text.put(out.array(), at);
    }

    /** A step that prints by itself; the output's array may be another one afterwards. */
    final int other(Frame frame, int step, int at) {
        frame.out.setSize(at);
        ops[step].value(frame);
        return begin(frame);
    }

    static void word(byte[] to, int at, long eightBytes) {
        Chunk.LONGS.set(to, at, eightBytes);
    }

    static long s1(byte[] record, int at) {
        return record[at];
    }

    static long u1(byte[] record, int at) {
        return record[at] & 0xff;
    }

    static long s2(byte[] record, int at) {
        return (short) Frame.LITTLE_SHORTS.get(record, at);
    }

    static long u2(byte[] record, int at) {
        return (short) Frame.LITTLE_SHORTS.get(record, at) & 0xffff;
    }

    static long s4(byte[] record, int at) {
        return (int) Frame.LITTLE_INTS.get(record, at);
    }

    static long u4(byte[] record, int at) {
        return (int) Frame.LITTLE_INTS.get(record, at) & 0xffffffffL;
    }

    static long s8(byte[] record, int at) {
        return (long) Frame.LITTLE_LONGS.get(record, at);
    }

    static long bigS2(byte[] record, int at) {
        return (short) Frame.BIG_SHORTS.get(record, at);
    }

    static long bigU2(byte[] record, int at) {
        return (short) Frame.BIG_SHORTS.get(record, at) & 0xffff;
    }

    static long bigS4(byte[] record, int at) {
        return (int) Frame.BIG_INTS.get(record, at);
    }

    static long bigU4(byte[] record, int at) {
        return (int) Frame.BIG_INTS.get(record, at) & 0xffffffffL;
    }

    static long bigS8(byte[] record, int at) {
        return (long) Frame.BIG_LONGS.get(record, at);
    }
}
