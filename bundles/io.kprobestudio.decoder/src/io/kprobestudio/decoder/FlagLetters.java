/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

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

    private final byte[][] letters = new byte[256][3];

    private final boolean migrate;

    /** @param migrate whether the depth of disabled migration is shown in a column of its own */
    FlagLetters(KernelVersion kernel, boolean migrate) {
        this.migrate = migrate;
        boolean lazy = kernel.atLeast(6, 13);
        boolean bottomHalf = kernel.atLeast(5, 16);
        boolean nmi = kernel.atLeast(4, 5);
        for (int flags = 0; flags < 256; flags++) {
            letters[flags][0] = (byte) irqs(flags, bottomHalf, lazy);
            letters[flags][1] = (byte) resched(flags, lazy);
            letters[flags][2] = (byte) context(flags, nmi);
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

    private static char resched(int flags, boolean lazyKnown) {
        boolean need = (flags & NEED_RESCHED) != 0;
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

    /** Writes four letters or five; returns where they end. */
    int put(int flags, int preempt, byte[] to, int from) {
        byte[] three = letters[flags];
        to[from] = three[0];
        to[from + 1] = three[1];
        to[from + 2] = three[2];
        int at = from + 3;
        if (migrate) {
            to[at] = letter(preempt & 0xf);
            to[at + 1] = letter(preempt >>> 4);
            return at + 2;
        }
        if (preempt > 0xf) {
            to[at++] = letter(preempt >>> 4);
        }
        to[at] = preempt == 0 ? (byte) '.' : (byte) Character.forDigit(preempt & 0xf, 16);
        return at + 1;
    }

    private static byte letter(int nibble) {
        return (byte) (nibble == 0 ? '.' : Character.forDigit(nibble, 16));
    }
}
