/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

import java.util.Arrays;

/** A table of finite state entropy: for each state its symbol and how the next state is found. */
final class FseTable {

    final int log;
    final byte[] symbols;
    final byte[] bits;
    final short[] bases;

    private FseTable(int log, byte[] symbols, byte[] bits, short[] bases) {
        this.log = log;
        this.symbols = symbols;
        this.bits = bits;
        this.bases = bases;
    }

    /** One symbol, always. */
    static FseTable single(int symbol) {
        return new FseTable(0, new byte[]{ (byte) symbol }, new byte[1], new short[1]);
    }

    /** A table of normalized counts; -1 is a symbol of less than one. */
    static FseTable of(int log, int... counts) throws ZstdException {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] next = new int[counts.length];
        int high = size - 1;
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] == -1) {
                symbols[high--] = (byte) s;
                next[s] = 1;
            } else {
                next[s] = counts[s];
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int position = 0;
        for (int s = 0; s < counts.length; s++) {
            for (int i = 0; i < counts[s]; i++) {
                symbols[position] = (byte) s;
                do {
                    position = position + step & size - 1;
                } while (position > high);
            }
        }
        if (position != 0) {
            throw new ZstdException("counts do not fill their table");
        }
        byte[] bits = new byte[size];
        short[] bases = new short[size];
        for (int i = 0; i < size; i++) {
            int x = next[symbols[i] & 0xff]++;
            bits[i] = (byte) (log - (31 - Integer.numberOfLeadingZeros(x)));
            bases[i] = (short) ((x << bits[i]) - size);
        }
        return new FseTable(log, symbols, bits, bases);
    }

    /** A table's description, and where it ended. */
    record Description(FseTable table, int end) {
    }

    /** Reads a table's description. */
    static Description read(byte[] in, int from, int to, int maxLog, int maxSymbol) throws ZstdException {
        int bit = 0;
        int log = 5 + (forward(in, from, to, bit) & 15);
        bit += 4;
        if (log > maxLog) {
            throw new ZstdException("accuracy=" + log + " of a table, at most " + maxLog);
        }
        int[] counts = new int[maxSymbol + 1];
        int remaining = (1 << log) + 1;
        int threshold = 1 << log;
        int width = log + 1;
        int symbol = 0;
        boolean zero = false;
        while (remaining > 1) {
            if (zero) {
                int repeat;
                do {
                    repeat = forward(in, from, to, bit) & 3;
                    bit += 2;
                    symbol += repeat;
                } while (repeat == 3);
            }
            if (symbol > maxSymbol) {
                throw new ZstdException("symbol=" + symbol + " of a table, at most " + maxSymbol);
            }
            int max = 2 * threshold - 1 - remaining;
            int value = forward(in, from, to, bit);
            int count = value & threshold - 1;
            if (count < max) {
                bit += width - 1;
            } else {
                count = value & 2 * threshold - 1;
                if (count >= threshold) {
                    count -= max;
                }
                bit += width;
            }
            count--;
            remaining -= Math.abs(count);
            counts[symbol++] = count;
            zero = count == 0;
            while (remaining < threshold && threshold > 1) {
                width--;
                threshold >>= 1;
            }
        }
        int end = from + (bit + 7 >> 3);
        if (remaining != 1 || end > to) {
            throw new ZstdException("a table's description is cut off");
        }
        return new Description(of(log, Arrays.copyOf(counts, symbol)), end);
    }

    /** The bits from a place on, the low ones first; zeros behind the end. */
    private static int forward(byte[] in, int from, int to, int bit) {
        long value = 0;
        int at = from + (bit >> 3);
        for (int i = 0; i < 4; i++) {
            value |= at + i < to ? (in[at + i] & 0xffL) << 8 * i : 0;
        }
        return (int) (value >>> (bit & 7)) & 0xffffff;
    }
}
