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
    private static final int TEN_8 = 100_000_000;

    private Digits() {
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < 100; i++) {
            pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
        return pairs;
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
        if (value >>> 31 == 0) {
            return small(to, at, (int) value);
        }
        long high = Long.divideUnsigned(value, TEN_8);
        int low = (int) (value - high * TEN_8);
        int place = high >>> 31 == 0 ? small(to, at, (int) high) : unsigned(to, at, high);
        return eight(to, place, low);
    }

    private static int eight(byte[] to, int at, int value) {
        int high = value / 10000;
        int low = value - high * 10000;
        int a = high / 100;
        int c = low / 100;
        SHORTS.set(to, at, PAIRS[a]);
        SHORTS.set(to, at + 2, PAIRS[high - a * 100]);
        SHORTS.set(to, at + 4, PAIRS[c]);
        SHORTS.set(to, at + 6, PAIRS[low - c * 100]);
        return at + 8;
    }

    /** How many decimal digits an unsigned number has. */
    static int count(long value) {
        if (value < 0) {
            return Long.toUnsignedString(value).length();
        }
        int digits = 1;
        long limit = 10;
        while (digits < 19 && value >= limit) {
            limit *= 10;
            digits++;
        }
        return digits;
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

    private static int small(byte[] to, int at, int value) {
        if (value < 100) {
            if (value < 10) {
                to[at] = (byte) ('0' + value);
                return at + 1;
            }
            SHORTS.set(to, at, PAIRS[value]);
            return at + 2;
        }
        if (value < 10000) {
            int high = value / 100;
            int low = value - high * 100;
            int place = at;
            if (high < 10) {
                to[place++] = (byte) ('0' + high);
            } else {
                SHORTS.set(to, place, PAIRS[high]);
                place += 2;
            }
            SHORTS.set(to, place, PAIRS[low]);
            return place + 2;
        }
        int high = value / 10000;
        int low = value - high * 10000;
        int place = small(to, at, high);
        int a = low / 100;
        SHORTS.set(to, place, PAIRS[a]);
        SHORTS.set(to, place + 2, PAIRS[low - a * 100]);
        return place + 4;
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
    private static long eightNibbles(int value) {
        long x = value & 0xffffffffL;
        x = (x << 16 | x) & 0x0000ffff0000ffffL;
        x = (x << 8 | x) & 0x00ff00ff00ff00ffL;
        x = (x << 4 | x) & 0x0f0f0f0f0f0f0f0fL;
        long letters = x + 0x0606060606060606L >>> 4 & 0x0101010101010101L;
        return x + 0x3030303030303030L + letters * 0x27;
    }
}
