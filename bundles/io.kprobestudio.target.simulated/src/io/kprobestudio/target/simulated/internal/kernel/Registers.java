/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.Arrays;

/**
 * The registers of a 32-bit ARM processor as {@code struct pt_regs} holds them, in its order: r0 to r10, fp, ip, sp, lr,
 * pc, cpsr, ORIG_r0. Values are unsigned 32 bits.
 */
public final class Registers {

    public static final int SP = 13;
    public static final int LR = 14;
    public static final int PC = 15;
    private static final int CPSR = 16;
    private static final int ORIG_R0 = 17;
    private static final long MASK = 0xffffffffL;

    private final long[] values = new long[18];

    private Registers() {
    }

    /** What a function finds at its entry; the other registers hold what a seed makes of them. */
    public static Registers atEntry(long[] arguments, long stackPointer, long returnAddress, long pc, long seed) {
        Registers registers = new Registers();
        long mix = seed;
        for (int i = 0; i < SP; i++) {
            mix = Mix.next(mix);
            registers.values[i] = 0xc1000000L + (mix & 0x1fffffcL);
        }
        for (int i = 0; i < Math.min(4, arguments.length); i++) {
            registers.values[i] = arguments[i] & MASK;
        }
        registers.values[SP] = stackPointer & MASK;
        registers.values[LR] = returnAddress & MASK;
        registers.values[PC] = pc & MASK;
        registers.values[CPSR] = 0x60000013L;
        registers.values[ORIG_R0] = MASK;
        return registers;
    }

    /** A register by its index in the architecture's list. */
    public long get(int index) {
        return index >= 0 && index < values.length ? values[index] : 0;
    }

    public void set(int index, long value) {
        values[index] = value & MASK;
    }

    /** A copy that can be changed by itself. */
    public Registers copy() {
        Registers copy = new Registers();
        System.arraycopy(values, 0, copy.values, 0, values.length);
        return copy;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
