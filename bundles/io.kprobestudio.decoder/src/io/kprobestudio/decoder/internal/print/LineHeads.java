/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

/**
 * What lines begin with, up to their time: task, thread, CPU and flags, kept by these once printed. A head is copied whole
 * words at a time, as many as the longest has, without a loop or a branch on its length. For one thread.
 */
public final class LineHeads {

    /** Bytes that a head may have, and that putting one overwrites. */
    public static final int MOST = 40;

    private static final int WORDS = MOST / Long.BYTES;
    private static final int BITS = 13;
    /** What is kept of a head lies together: its key, its words, its length (0 where nothing is kept). */
    private static final int ENTRY = 8;
    private static final int LENGTH = 1 + WORDS;

    private final long[] entries = new long[ENTRY << BITS];

    /** What a head is kept by. */
    public static long key(int pid, int cpu, int flags, int preempt) {
        return Integer.toUnsignedLong(pid) | (cpu & 0xffffL) << 32 | (flags & 0xffL) << 48 | (preempt & 0xffL) << 56;
    }

    /** Where a head is kept; in the other place of the pair where another head has this one. */
    private static int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> Long.SIZE - BITS) * ENTRY;
    }

    /**
     * Writes a head.
     *
     * @param to has room for {@link #MOST} bytes
     * @return its bytes; 0 where it is not kept
     */
    public int put(long key, byte[] to, int at) {
        int slot = slot(key);
        if (entries[slot] != key) {
            slot ^= ENTRY;
            if (entries[slot] != key) {
                return 0;
            }
        }
        Chunk.LONGS.set(to, at, entries[slot + 1]);
        Chunk.LONGS.set(to, at + 8, entries[slot + 2]);
        Chunk.LONGS.set(to, at + 16, entries[slot + 3]);
        Chunk.LONGS.set(to, at + 24, entries[slot + 4]);
        Chunk.LONGS.set(to, at + 32, entries[slot + 5]);
        return (int) entries[slot + LENGTH];
    }

    /** Keeps a head that was written, where it is not too long; {@code text} goes on for {@link #MOST} bytes. */
    public void keep(long key, byte[] text, int at, int length) {
        if (length > MOST) {
            return;
        }
        int slot = slot(key);
        if (entries[slot + LENGTH] != 0 && entries[slot] != key) {
            slot ^= ENTRY;
        }
        entries[slot] = key;
        entries[slot + LENGTH] = length;
        for (int i = 0; i < WORDS; i++) {
            entries[slot + 1 + i] = (long) Chunk.LONGS.get(text, at + Long.BYTES * i);
        }
    }
}
