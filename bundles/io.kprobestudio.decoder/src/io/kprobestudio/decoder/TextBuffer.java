/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that numbers and text are appended to, without a String on the way. For one thread. */
public final class TextBuffer {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] PAIRS = pairs();
    private static final byte[] HEX_PAIRS = hexPairs();

    private byte[] bytes;
    private int size;

    /** An empty buffer. */
    public TextBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, 64)];
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private static byte[] hexPairs() {
        byte[] pairs = new byte[512];
        for (int i = 0; i < 256; i++) {
            pairs[2 * i] = DIGITS[i >> 4];
            pairs[2 * i + 1] = DIGITS[i & 15];
        }
        return pairs;
    }

    /** Bytes that are in it. */
    public int size() {
        return size;
    }

    /** Drops what is behind the first so many bytes. */
    public void truncate(int length) {
        size = Math.min(size, Math.max(length, 0));
    }

    /** Empties it. */
    public void clear() {
        size = 0;
    }

    /** The array behind; changes when the buffer grows. */
    public byte[] array() {
        return bytes;
    }

    /** Says how many of the bytes of {@link #array()} count. */
    public void setSize(int newSize) {
        size = newSize;
    }

    /** Counts bytes as appended that were put into {@link #array()} behind its size. */
    public void advance(int count) {
        size += count;
    }

    /** Makes room for so many more bytes. */
    public void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Appends one byte. */
    public void put(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    /** Appends bytes. */
    public void put(byte[] text) {
        put(text, 0, text.length);
    }

    /** Appends bytes. */
    public void put(byte[] text, int offset, int length) {
        ensure(length);
        System.arraycopy(text, offset, bytes, size, length);
        size += length;
    }

    /** Appends characters 0 to 255 as bytes. */
    public void put(String text) {
        put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Appends bytes from an absolute place of a buffer. */
    public void put(ByteBuffer from, int offset, int length) {
        ensure(length);
        from.get(offset, bytes, size, length);
        size += length;
    }

    /** Appends one byte so many times. */
    public void fill(int b, int times) {
        if (times > 0) {
            ensure(times);
            Arrays.fill(bytes, size, size + times, (byte) b);
            size += times;
        }
    }

    /** Appends a signed decimal number. */
    public void putDecimal(long value) {
        if (value < 0) {
            put('-');
            putUnsigned(-value);
        } else {
            putUnsigned(value);
        }
    }

    /** Appends an unsigned decimal number. */
    public void putUnsigned(long value) {
        ensure(20);
        long rest = value;
        if (rest < 0) {
            long quotient = Long.divideUnsigned(rest, 100);
            int low = (int) (rest - quotient * 100);
            putUnsigned(quotient);
            bytes[size++] = PAIRS[2 * low];
            bytes[size++] = PAIRS[2 * low + 1];
            return;
        }
        int digits = digits(rest);
        int at = size + digits;
        size = at;
        while (rest > Integer.MAX_VALUE) {
            long quotient = rest / 100;
            int low = (int) (rest - quotient * 100) << 1;
            at -= 2;
            bytes[at] = PAIRS[low];
            bytes[at + 1] = PAIRS[low + 1];
            rest = quotient;
        }
        int small = (int) rest;
        while (small >= 100) {
            int quotient = small / 100;
            int low = small - quotient * 100 << 1;
            at -= 2;
            bytes[at] = PAIRS[low];
            bytes[at + 1] = PAIRS[low + 1];
            small = quotient;
        }
        if (small >= 10) {
            bytes[at - 2] = PAIRS[2 * small];
            bytes[at - 1] = PAIRS[2 * small + 1];
        } else {
            bytes[at - 1] = (byte) ('0' + small);
        }
    }

    /** Digits of a number that is not negative. */
    static int digits(long value) {
        if (value < 10) {
            return 1;
        }
        if (value < 100) {
            return 2;
        }
        if (value < 1000) {
            return 3;
        }
        if (value < 10000) {
            return 4;
        }
        int digits = 4;
        long rest = value / 10000;
        while (rest != 0) {
            rest /= 10;
            digits++;
        }
        return digits;
    }

    /** Appends an unsigned decimal number with zeros before it; longer numbers take the room that they need. */
    public void putUnsigned(long value, int width) {
        long limit = 1;
        for (int i = 1; i < width && limit > 0; i++) {
            limit *= 10;
            if (value >= 0 && value < limit) {
                fill('0', width - i);
                break;
            }
        }
        putUnsigned(value);
    }

    /** Appends a number in hex, without zeros before it. */
    public void putHex(long value) {
        int digits = value == 0 ? 1 : (67 - Long.numberOfLeadingZeros(value)) >>> 2;
        putHexDigits(value, digits);
    }

    /** Appends the low digits of a number in hex. */
    public void putHexDigits(long value, int digits) {
        ensure(digits);
        int at = size + digits;
        size = at;
        long rest = value;
        int left = digits;
        while (left >= 2) {
            int pair = (int) rest & 0xff;
            at -= 2;
            bytes[at] = HEX_PAIRS[2 * pair];
            bytes[at + 1] = HEX_PAIRS[2 * pair + 1];
            rest >>>= 8;
            left -= 2;
        }
        if (left == 1) {
            bytes[at - 1] = DIGITS[(int) rest & 15];
        }
    }

    /** Makes what was appended since a place at least so wide, with blanks before it or behind it. */
    public void pad(int from, int width, boolean left) {
        int missing = width - (size - from);
        if (missing <= 0) {
            return;
        }
        if (left) {
            fill(' ', missing);
            return;
        }
        ensure(missing);
        System.arraycopy(bytes, from, bytes, from + missing, size - from);
        Arrays.fill(bytes, from, from + missing, (byte) ' ');
        size += missing;
    }

    /** Whether the bytes since a place end with this one. */
    public boolean endsWith(int from, int b) {
        return size > from && bytes[size - 1] == (byte) b;
    }

    /** Writes all to a stream and empties the buffer. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    /**
     * Writes what fills whole blocks to a stream, each block by a call of its own, and keeps the rest. A pipe takes a block
     * of its own size at once, where a byte more would wait for who reads.
     */
    public void drainBlocks(OutputStream out, int block) throws IOException {
        int written = 0;
        for (; size - written >= block; written += block) {
            out.write(bytes, written, block);
        }
        size -= written;
        System.arraycopy(bytes, written, bytes, 0, size);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes from a place on, a character each. */
    public String substring(int from) {
        return new String(bytes, from, size - from, StandardCharsets.ISO_8859_1);
    }

    /** The bytes, a character each. */
    @Override
    public String toString() {
        return substring(0);
    }
}
