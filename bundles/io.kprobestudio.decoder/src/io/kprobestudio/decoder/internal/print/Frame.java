/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.KernelVersion;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.PrintkFormats;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.TextBuffer;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceMetadata;

/** The record that is being printed, where to, and the caches of one thread. */
public final class Frame {

    static final VarHandle LITTLE_SHORTS = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LITTLE_INTS = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LITTLE_LONGS = view(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle BIG_SHORTS = view(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle BIG_INTS = view(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle BIG_LONGS = view(long[].class, ByteOrder.BIG_ENDIAN);

    /** For expressions that need no record. */
    static final Frame NOWHERE = nowhere();

    final TraceMetadata metadata;
    final SymbolText symbols;
    final long[] locals = new long[16];
    final boolean big;
    private byte[] scratch = new byte[0];
    /** Holds the record, and what the reader keeps beside it. */
    byte[] bytes = new byte[0];
    /** Where the record begins there. */
    int record;
    int length;
    TextBuffer out = new TextBuffer(0);

    /** A frame that stands on no record yet. */
    public Frame(TraceMetadata metadata) {
        this.metadata = metadata;
        symbols = new SymbolText(metadata.symbols());
        big = metadata.layout().order() == ByteOrder.BIG_ENDIAN;
    }

    private static VarHandle view(Class<?> numbers, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(numbers, order);
    }

    private static Frame nowhere() {
        return new Frame(new TraceMetadata(PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN),
                FormatCatalog.of(List.of()), KernelSymbols.NONE, SavedComms.NONE, PrintkFormats.NONE,
                TraceClock.LOCAL, KernelVersion.UNKNOWN));
    }

    /** Stands on a record now. */
    public void set(ByteBuffer newBuffer, int newRecord, int newLength, TextBuffer newOut) {
        if (newBuffer.hasArray()) {
            bytes = newBuffer.array();
            record = newRecord + newBuffer.arrayOffset();
        } else {
            if (scratch.length < newLength) {
                scratch = new byte[2 * newLength];
            }
            newBuffer.get(newRecord, scratch, 0, newLength);
            bytes = scratch;
            record = 0;
        }
        length = newLength;
        out = newOut;
    }

    /** Bytes of the record. */
    public int length() {
        return length;
    }

    /** The thread that the record is of; 0 where it is too short. */
    public int pid() {
        return length < 8 ? 0 : getInt(record + 4);
    }

    /** {@code common_flags}; 0 where the record is too short. */
    public int flags() {
        return length < 8 ? 0 : bytes[record + 2] & 0xff;
    }

    /** {@code common_preempt_count}; 0 where the record is too short. */
    public int preempt() {
        return length < 8 ? 0 : bytes[record + 3] & 0xff;
    }

    /** {@code common_type}; -1 where the record is too short. */
    public int type() {
        return length < Short.BYTES ? -1 : getShort(record) & 0xffff;
    }

    short getShort(int at) {
        return big ? (short) BIG_SHORTS.get(bytes, at) : (short) LITTLE_SHORTS.get(bytes, at);
    }

    int getInt(int at) {
        return big ? (int) BIG_INTS.get(bytes, at) : (int) LITTLE_INTS.get(bytes, at);
    }

    long getLong(int at) {
        return big ? (long) BIG_LONGS.get(bytes, at) : (long) LITTLE_LONGS.get(bytes, at);
    }

    /** Bytes of the record from this offset on; 0 outside of it. */
    int room(long offset) {
        return offset < 0 || offset >= length ? 0 : length - (int) offset;
    }

    /** Reads a number inside the record; 0 outside of it. */
    long load(long offset, int size, boolean signed) {
        if (offset < 0 || offset + size > length) {
            return 0;
        }
        int at = record + (int) offset;
        return switch (size) {
        case 1 -> signed ? bytes[at] : bytes[at] & 0xff;
        case 2 -> signed ? getShort(at) : getShort(at) & 0xffff;
        case 4 -> signed ? getInt(at) : getInt(at) & 0xffffffffL;
        default -> getLong(at);
        };
    }

    int unsignedByte(long offset) {
        return (int) load(offset, 1, false);
    }

    /** Appends text from the record up to its NUL, so many bytes at most. */
    void text(long offset, int limit) {
        int most = Math.min(room(offset), limit);
        if (most <= 0) {
            return;
        }
        int at = record + (int) offset;
        out.ensure(most);
        byte[] to = out.array();
        int size = out.size();
        int n = 0;
        while (n < most) {
            byte b = bytes[at + n];
            if (b == 0) {
                break;
            }
            to[size + n++] = b;
        }
        out.advance(n);
    }
}
