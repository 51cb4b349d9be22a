/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

/** A Huffman table for literals: by the next bits a symbol and how many of the bits it takes. */
final class HuffmanTable {

    private static final int MAX_BITS = 11;

    private final int maxBits;
    private final byte[] symbols;
    private final byte[] lengths;

    private HuffmanTable(int maxBits, byte[] symbols, byte[] lengths) {
        this.maxBits = maxBits;
        this.symbols = symbols;
        this.lengths = lengths;
    }

    /** A table, and where its description ended. */
    record Description(HuffmanTable table, int end) {
    }

    static Description read(byte[] in, int from, int to) throws ZstdException {
        if (from >= to) {
            throw new ZstdException("a Huffman table is cut off");
        }
        int header = in[from] & 0xff;
        int[] weights = new int[256];
        int count;
        int end;
        if (header >= 128) {
            count = header - 127;
            end = from + 1 + (count + 1) / 2;
            if (end > to) {
                throw new ZstdException("Huffman weights are cut off");
            }
            for (int i = 0; i < count; i++) {
                int b = in[from + 1 + i / 2] & 0xff;
                weights[i] = i % 2 == 0 ? b >> 4 : b & 15;
            }
        } else {
            end = from + 1 + header;
            if (end > to) {
                throw new ZstdException("Huffman weights are cut off");
            }
            count = compressed(in, from + 1, end, weights);
        }
        return new Description(of(weights, count), end);
    }

    private static int compressed(byte[] in, int from, int to, int[] weights) throws ZstdException {
        FseTable.Description description = FseTable.read(in, from, to, 6, 255);
        FseTable table = description.table();
        BackwardBits bits = new BackwardBits(in, description.end(), to);
        int first = (int) bits.read(table.log);
        int second = (int) bits.read(table.log);
        int count = 0;
        while (count < 254) {
            weights[count++] = table.symbols[first];
            first = table.bases[first] + (int) bits.read(table.bits[first]);
            if (bits.left < 0) {
                weights[count++] = table.symbols[second];
                return count;
            }
            int other = first;
            first = second;
            second = other;
        }
        throw new ZstdException("too many Huffman weights");
    }

    private static HuffmanTable of(int[] weights, int count) throws ZstdException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] < 0 || weights[i] > MAX_BITS) {
                throw new ZstdException("Huffman weight=" + weights[i]);
            }
            sum += weights[i] > 0 ? 1 << weights[i] - 1 : 0;
        }
        if (sum == 0 || sum >= 1 << MAX_BITS) {
            throw new ZstdException("Huffman weights sum up to " + sum);
        }
        int maxBits = 32 - Integer.numberOfLeadingZeros(sum);
        int left = (1 << maxBits) - sum;
        if (Integer.bitCount(left) != 1 || count > 255) {
            throw new ZstdException("Huffman weights leave " + left);
        }
        weights[count] = 32 - Integer.numberOfLeadingZeros(left);
        byte[] symbols = new byte[1 << maxBits];
        byte[] lengths = new byte[1 << maxBits];
        int at = 0;
        for (int weight = 1; weight <= maxBits; weight++) {
            for (int s = 0; s <= count; s++) {
                if (weights[s] == weight) {
                    for (int i = 0; i < 1 << weight - 1; i++) {
                        symbols[at] = (byte) s;
                        lengths[at++] = (byte) (maxBits + 1 - weight);
                    }
                }
            }
        }
        return new HuffmanTable(maxBits, symbols, lengths);
    }

    /** Decodes one stream. */
    void decode(byte[] in, int from, int to, byte[] out, int outFrom, int outTo) throws ZstdException {
        BackwardBits bits = new BackwardBits(in, from, to);
        for (int i = outFrom; i < outTo; i++) {
            int entry = bits.peek(maxBits);
            out[i] = symbols[entry];
            bits.left -= lengths[entry];
        }
        if (bits.left != 0) {
            throw new ZstdException("a stream of literals ends " + bits.left + " bits off");
        }
    }
}
