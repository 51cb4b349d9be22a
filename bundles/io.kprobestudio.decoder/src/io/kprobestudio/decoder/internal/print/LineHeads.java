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

    private final long[] keys = new long[1 << BITS];
    /** 0 where nothing is kept. */
    private final byte[] lengths = new byte[1 << BITS];
    private final long[] words = new long[WORDS << BITS];

    /** What a head is kept by. */
    public static long key(int pid, int cpu, int flags, int preempt) {
        return Integer.toUnsignedLong(pid) | (cpu & 0xffffL) << 32 | (flags & 0xffL) << 48 | (preempt & 0xffL) << 56;
    }

    /** Where a head is kept; in the other place of the pair where another head has this one. */
    private static int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> Long.SIZE - BITS);
    }

    /**
     * Writes a head.
     *
     * @param to has room for {@link #MOST} bytes
     * @return its bytes; 0 where it is not kept
     */
    public int put(long key, byte[] to, int at) {
        int slot = slot(key);
        if (keys[slot] != key) {
            slot ^= 1;
            if (keys[slot] != key) {
                return 0;
            }
        }
        int from = slot * WORDS;
        Chunk.LONGS.set(to, at, words[from]);
        Chunk.LONGS.set(to, at + 8, words[from + 1]);
        Chunk.LONGS.set(to, at + 16, words[from + 2]);
        Chunk.LONGS.set(to, at + 24, words[from + 3]);
        Chunk.LONGS.set(to, at + 32, words[from + 4]);
        return lengths[slot];
    }

    /** Keeps a head that was written, where it is not too long; {@code text} goes on for {@link #MOST} bytes. */
    public void keep(long key, byte[] text, int at, int length) {
        if (length > MOST) {
            return;
        }
        int slot = slot(key);
        if (lengths[slot] != 0 && keys[slot] != key) {
            slot ^= 1;
        }
        keys[slot] = key;
        lengths[slot] = (byte) length;
        for (int i = 0; i < WORDS; i++) {
            words[slot * WORDS + i] = (long) Chunk.LONGS.get(text, at + Long.BYTES * i);
        }
    }
}
