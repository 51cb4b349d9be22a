/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import io.kprobestudio.decoder.internal.print.Digits;

/** The letters for {@code common_flags} and {@code common_preempt_count} in a line of {@code trace}. */
final class FlagLetters {

    private static final int IRQS_OFF = 0x01;
    /** Until 6.12 "no support"; then {@code NEED_RESCHED_LAZY}. */
    private static final int NO_SUPPORT_OR_LAZY = 0x02;
    private static final int NEED_RESCHED = 0x04;
    private static final int HARDIRQ = 0x08;
    private static final int SOFTIRQ = 0x10;
    private static final int PREEMPT_RESCHED = 0x20;
    private static final int NMI = 0x40;
    private static final int BH_OFF = 0x80;
    private static final int LENGTH = 56;

    /** Three letters by flags, the first one in the lowest byte. */
    private final int[] letters = new int[256];
    /** What follows them by depth, a blank included, and how long all is, in the highest byte. */
    private final long[] depths = new long[256];

    /** @param migrate whether the depth of disabled migration is shown in a column of its own */
    FlagLetters(KernelVersion kernel, boolean migrate) {
        boolean lazy = kernel.atLeast(6, 13);
        boolean bottomHalf = kernel.atLeast(5, 16);
        boolean nmi = kernel.atLeast(4, 5);
        boolean preemption = kernel.atLeast(3, 13);
        for (int flags = 0; flags < 256; flags++) {
            letters[flags] = irqs(flags, bottomHalf, lazy) | resched(flags, lazy, preemption) << 8
                    | context(flags, nmi) << 16;
        }
        for (int depth = 0; depth < 256; depth++) {
            String text = depth(depth, migrate) + " ";
            long word = 0;
            for (int i = text.length() - 1; i >= 0; i--) {
                word = word << 8 | text.charAt(i);
            }
            depths[depth] = word << 24 | (long) (3 + text.length()) << LENGTH;
        }
    }

    private static char irqs(int flags, boolean bottomHalf, boolean lazy) {
        boolean off = bottomHalf && (flags & BH_OFF) != 0;
        if ((flags & IRQS_OFF) != 0) {
            return off ? 'D' : 'd';
        }
        if (off) {
            return 'b';
        }
        return !lazy && (flags & NO_SUPPORT_OR_LAZY) != 0 ? 'X' : '.';
    }

    private static char resched(int flags, boolean lazyKnown, boolean preemptionKnown) {
        boolean need = (flags & NEED_RESCHED) != 0;
        if (!preemptionKnown) {
            return need ? 'N' : '.';
        }
        boolean preempt = (flags & PREEMPT_RESCHED) != 0;
        boolean lazy = lazyKnown && (flags & NO_SUPPORT_OR_LAZY) != 0;
        if (lazy) {
            return need ? preempt ? 'B' : 'b' : preempt ? 'L' : 'l';
        }
        return need ? preempt ? 'N' : 'n' : preempt ? 'p' : '.';
    }

    private static char context(int flags, boolean nmiKnown) {
        boolean nmi = nmiKnown && (flags & NMI) != 0;
        boolean hard = (flags & HARDIRQ) != 0;
        boolean soft = (flags & SOFTIRQ) != 0;
        if (nmi) {
            return hard ? 'Z' : 'z';
        }
        return hard ? soft ? 'H' : 'h' : soft ? 's' : '.';
    }

    private static String depth(int depth, boolean migrate) {
        int low = depth & 0xf;
        int high = depth >>> 4;
        if (migrate) {
            return "" + letter(low) + letter(high);
        }
        return (high == 0 ? "" : Character.toString(letter(high)))
                + (depth == 0 ? '.' : Character.forDigit(low, 16));
    }

    private static char letter(int nibble) {
        return nibble == 0 ? '.' : Character.forDigit(nibble, 16);
    }

    /** Writes four letters or five and a blank, eight bytes at once; returns where they end. */
    int put(int flags, int preempt, byte[] to, int at) {
        long depth = depths[preempt];
        Digits.word(to, at, depth | letters[flags]);
        return at + (int) (depth >>> LENGTH);
    }
}
