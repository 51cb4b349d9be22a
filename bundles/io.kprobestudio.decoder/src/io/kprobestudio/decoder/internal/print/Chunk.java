/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Text that is written often. It goes out in words of eight bytes, four of them at least, without a branch on its length where that
 * is enough: up to {@link #SLACK} bytes behind it are overwritten, the array must have that room.
 */
public final class Chunk {

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes behind a text that writing it may touch. */
    public static final int SLACK = 32;
    /** Nothing. */
    public static final Chunk EMPTY = new Chunk(new byte[0]);

    private static final int LEAST = SLACK / Long.BYTES;

    private final long[] words;
    private final int length;

    /** @param text the bytes, which are copied */
    public Chunk(byte[] text) {
        length = text.length;
        byte[] padded = Arrays.copyOf(text, Math.max(SLACK, length + 7 & ~7));
        words = new long[padded.length / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) LONGS.get(padded, 8 * i);
        }
    }

    /** Its bytes. */
    public int length() {
        return length;
    }

    /** How many words the text has. */
    int words() {
        return length + 7 >>> 3;
    }

    long word(int index) {
        return words[index];
    }

    /**
     * Writes the text.
     *
     * @return where it ends
     */
    public int put(byte[] to, int at) {
        long[] all = words;
        LONGS.set(to, at, all[0]);
        LONGS.set(to, at + 8, all[1]);
        LONGS.set(to, at + 16, all[2]);
        LONGS.set(to, at + 24, all[3]);
        for (int i = LEAST; i < all.length; i++) {
            LONGS.set(to, at + Long.BYTES * i, all[i]);
        }
        return at + length;
    }
}
