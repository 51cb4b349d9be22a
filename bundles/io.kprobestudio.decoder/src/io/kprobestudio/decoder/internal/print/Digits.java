/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers into a byte array that has room for 32 bytes more; each method returns where the number ends. */
public final class Digits {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final short[] PAIRS = pairs();
    /** By its highest bit: what, added to a number of 32 bits, gives the count of its digits in the upper half. */
    private static final long[] COUNTS = counts();
    private static final int TEN_8 = 100_000_000;
    private static final long ZEROS = 0x3030303030303030L;

    private Digits() {
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < 100; i++) {
            pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
        return pairs;
    }

    private static long[] counts() {
        long[] counts = new long[Integer.SIZE];
        long ten = 10;
        int digits = 1;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            boolean more = 2L << bit > ten;
            counts[bit] = more ? (digits + 1L << Integer.SIZE) - ten : (long) digits << Integer.SIZE;
            if (more) {
                ten *= 10;
                digits++;
            }
        }
        return counts;
    }

    /** Eight bytes at once, the lowest first. */
    public static void word(byte[] to, int at, long eightBytes) {
        Chunk.LONGS.set(to, at, eightBytes);
    }

    /** A signed decimal number. */
    public static int decimal(byte[] to, int at, long value) {
        if (value < 0) {
            to[at] = '-';
            return unsigned(to, at + 1, -value);
        }
        return unsigned(to, at, value);
    }

    /** An unsigned decimal number. */
    public static int unsigned(byte[] to, int at, long value) {
        if (value >= 0 && value < TEN_8) {
            return small(to, at, (int) value);
        }
        long high = Long.divideUnsigned(value, TEN_8);
        int place = unsigned(to, at, high);
        Chunk.LONGS.set(to, place, eight((int) (value - high * TEN_8)) + ZEROS);
        return place + 8;
    }

    /** Up to eight digits, without a branch on how many there are; where they end does not wait for the digits. */
    private static int small(byte[] to, int at, int value) {
        int digits = few(value);
        Chunk.LONGS.set(to, at, eight(value) + ZEROS >>> Long.SIZE - 8 * digits);
        return at + digits;
    }

    private static int few(int value) {
        return (int) (COUNTS[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value | 1)]
                + Integer.toUnsignedLong(value) >>> Integer.SIZE);
    }

    /** Eight digits of a number below 10^8 as bytes, the first one in the lowest; divides them in parallel. */
    private static long eight(int value) {
        long high = value / 10_000;
        long fours = high | value - high * 10_000 << 32;
        long hundreds = fours * 10_486 >>> 20 & 0x7f_0000_007fL;
        long twos = (fours - 100 * hundreds << 16) + hundreds;
        long tens = twos * 103 >>> 10 & 0x000f_000f_000f_000fL;
        return tens + (twos - 10 * tens << 8);
    }

    /** How many decimal digits an unsigned number has. */
    static int count(long value) {
        return value >>> Integer.SIZE == 0 ? few((int) value) : Long.toUnsignedString(value).length();
    }

    /** Six digits with zeros before them. */
    public static int six(byte[] to, int at, int value) {
        int a = value / 10000;
        int rest = value - a * 10000;
        int b = rest / 100;
        SHORTS.set(to, at, PAIRS[a]);
        SHORTS.set(to, at + 2, PAIRS[b]);
        SHORTS.set(to, at + 4, PAIRS[rest - b * 100]);
        return at + 6;
    }

    /** A number in hex, without zeros before it. */
    public static int hex(byte[] to, int at, long value) {
        int digits = 67 - Long.numberOfLeadingZeros(value | 1) >>> 2;
        return hex(to, at, value, digits);
    }

    /** The low digits of a number in hex, 16 at most. */
    public static int hex(byte[] to, int at, long value, int digits) {
        if (digits > 8) {
            int upper = digits - 8;
            BIG_LONGS.set(to, at, eightNibbles((int) (value >>> 32)) << 8 * (8 - upper));
            BIG_LONGS.set(to, at + upper, eightNibbles((int) value));
        } else {
            BIG_LONGS.set(to, at, eightNibbles((int) value) << 8 * (8 - digits));
        }
        return at + digits;
    }

    /** Eight hex digits in a long, the first one in its highest byte. */
    public static long eightNibbles(int value) {
        long x = value & 0xffffffffL;
        x = (x << 16 | x) & 0x0000ffff0000ffffL;
        x = (x << 8 | x) & 0x00ff00ff00ff00ffL;
        x = (x << 4 | x) & 0x0f0f0f0f0f0f0f0fL;
        long letters = x + 0x0606060606060606L >>> 4 & 0x0101010101010101L;
        return x + 0x3030303030303030L + letters * 0x27;
    }
}
