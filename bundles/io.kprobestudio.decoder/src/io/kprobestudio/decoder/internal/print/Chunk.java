/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Text that is written often. It goes out eight bytes at a time, so that up to {@link #SLACK} bytes behind it are
 * overwritten: the array must have that room.
 */
public final class Chunk {

    /** Bytes behind a text that writing it may touch. */
    public static final int SLACK = 8;
    /** Nothing. */
    public static final Chunk EMPTY = new Chunk(new byte[0]);

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] words;
    private final int length;

    /** @param text the bytes, which are copied */
    public Chunk(byte[] text) {
        length = text.length;
        byte[] padded = Arrays.copyOf(text, length + 7 & ~7);
        words = new long[padded.length / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) LONGS.get(padded, 8 * i);
        }
    }

    /** Its bytes. */
    public int length() {
        return length;
    }

    /** How many times eight bytes {@link #put} writes. */
    int words() {
        return words.length;
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
        int place = at;
        for (long word : words) {
            LONGS.set(to, place, word);
            place += 8;
        }
        return at + length;
    }
}
