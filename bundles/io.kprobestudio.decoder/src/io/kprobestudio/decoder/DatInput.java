/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Reads the numbers, strings and blocks of a {@code trace.dat} file, within its bounds. */
final class DatInput {

    private static final int MAX_STRING = 1 << 16;
    private static final int MAX_BLOCK = 1 << 28;

    private final ByteBuffer bytes;
    private final long start;
    private final String what;

    private DatInput(ByteBuffer bytes, long start, String what) {
        this.bytes = bytes;
        this.start = start;
        this.what = what;
    }

    /** Reads a file from a place on, 2 GiB at most. */
    static DatInput of(FileChannel channel, long from, ByteOrder order, String name)
            throws IOException, TraceDataException {
        long size = channel.size();
        if (from < 0 || from > size) {
            throw new TraceDataException(name + ": offset=" + Long.toUnsignedString(from) + " is beyond the file's "
                    + size + " bytes");
        }
        ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(size - from, Integer.MAX_VALUE));
        return new DatInput(map.order(order), from, name);
    }

    /** Reads what has been expanded. */
    static DatInput of(ByteBuffer expanded, ByteOrder order, String name) {
        return new DatInput(expanded.order(order), 0, name);
    }

    long position() {
        return start + bytes.position();
    }

    boolean hasRemaining() {
        return bytes.hasRemaining();
    }

    private void require(long count, String field) throws TraceDataException {
        if (count < 0 || count > bytes.remaining()) {
            throw new TraceDataException(what + " offset=" + position() + ": " + field + " of "
                    + Long.toUnsignedString(count) + " bytes passes the end, left=" + bytes.remaining());
        }
    }

    int u8(String field) throws TraceDataException {
        require(1, field);
        return bytes.get() & 0xff;
    }

    int u16(String field) throws TraceDataException {
        require(2, field);
        return bytes.getShort() & 0xffff;
    }

    long u32(String field) throws TraceDataException {
        require(4, field);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    long u64(String field) throws TraceDataException {
        require(8, field);
        return bytes.getLong();
    }

    /** So many bytes; the result is a copy. */
    byte[] block(long size, String field) throws TraceDataException {
        require(size, field);
        if (size > MAX_BLOCK) {
            throw new TraceDataException(what + " offset=" + position() + ": " + field + " size=" + size);
        }
        byte[] copy = new byte[(int) size];
        bytes.get(copy);
        return copy;
    }

    /** So many bytes as text, a character each. */
    String text(long size, String field) throws TraceDataException {
        return new String(block(size, field), StandardCharsets.ISO_8859_1);
    }

    /** A part of what follows, which is skipped. */
    DatInput part(long size, String field) throws TraceDataException {
        require(size, field);
        ByteBuffer slice = bytes.slice(bytes.position(), (int) size).order(bytes.order());
        DatInput part = new DatInput(slice, position(), what);
        bytes.position(bytes.position() + (int) size);
        return part;
    }

    /** All that is left. */
    ByteBuffer rest() {
        return bytes.slice().order(bytes.order());
    }

    /** Text up to its NUL. */
    String string(String field) throws TraceDataException {
        int from = bytes.position();
        int at = from;
        while (at < bytes.limit() && bytes.get(at) != 0) {
            at++;
        }
        if (at == bytes.limit() || at - from > MAX_STRING) {
            throw new TraceDataException(what + " offset=" + position() + ": " + field + " has no end");
        }
        String text = text(at - from, field);
        bytes.get();
        return text;
    }

    void expect(String wanted, String field) throws TraceDataException {
        String found = text(wanted.length(), field);
        if (!found.equals(wanted)) {
            throw new TraceDataException(what + " offset=" + (position() - wanted.length()) + ": " + field
                    + " is something else");
        }
    }
}
