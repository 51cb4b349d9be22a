/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a section from a position on. A read beyond the end throws {@link IndexOutOfBoundsException}, which whoever opened the
 * debug information reports as damage.
 */
final class Cursor {
    private final ByteBuffer bytes;
    private int position;

    Cursor(ByteBuffer bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    void position(int newPosition) {
        position = newPosition;
    }

    void skip(long count) {
        if (count < 0 || count > bytes.capacity() - position) {
            throw new IndexOutOfBoundsException("skip beyond the end: position=%d count=%d".formatted(position, count));
        }
        position += (int) count;
    }

    boolean hasMore(int end) {
        return position < Math.min(end, bytes.capacity());
    }

    int u8() {
        return bytes.get(position++) & 0xff;
    }

    int u16() {
        int value = bytes.getShort(position) & 0xffff;
        position += 2;
        return value;
    }

    long u32() {
        long value = bytes.getInt(position) & 0xffffffffL;
        position += 4;
        return value;
    }

    long u64() {
        long value = bytes.getLong(position);
        position += 8;
        return value;
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes. */
    long unsigned(int size) {
        return switch (size) {
        case 1 -> u8();
        case 2 -> u16();
        case 4 -> u32();
        case 8 -> u64();
        default -> throw new IndexOutOfBoundsException("no number has this size: size=" + size);
        };
    }

    /** A section offset, which must lie in a section that can be read. */
    int offset(int size) {
        long value = unsigned(size);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IndexOutOfBoundsException("an offset beyond any section: offset=" + value);
        }
        return (int) value;
    }

    long uleb() {
        long value = 0;
        int shift = 0;
        int b;
        do {
            b = bytes.get(position++);
            if (shift < 64) {
                value |= (long) (b & 0x7f) << shift;
            }
            shift += 7;
        } while (b < 0);
        return value;
    }

    long sleb() {
        int start = position;
        long value = uleb();
        int bits = 7 * (position - start);
        return bits < 64 && (bytes.get(position - 1) & 0x40) != 0 ? value | -1L << bits : value;
    }

    String text() {
        int start = position;
        while (bytes.get(position) != 0) {
            position++;
        }
        byte[] text = new byte[position - start];
        bytes.get(start, text);
        position++;
        return new String(text, StandardCharsets.UTF_8);
    }

    void skipText() {
        while (bytes.get(position++) != 0) {
            // up to the zero
        }
    }
}
