/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Writes sub-buffers as the kernel's ring buffer does: time deltas, time extends, records with and without a length
 * word, absolute time stamps, discarded records, missed events. For one thread at a time.
 */
public final class SubBufferWriter {

    private final PageLayout layout;
    private final ByteBuffer page;
    private int used;
    private int flags;
    private long missedCount;
    private long lastTime;
    private boolean open;

    /** A writer for sub-buffers of this layout. */
    public SubBufferWriter(PageLayout layout) {
        this.layout = layout;
        page = ByteBuffer.allocate(layout.size()).order(layout.order());
    }

    /** Begins a sub-buffer whose time stamp is this; what was there before is gone. */
    public void begin(long time) {
        Arrays.fill(page.array(), (byte) 0);
        used = 0;
        flags = 0;
        missedCount = 0;
        lastTime = time;
        open = true;
        SubBuffer.putTimestamp(layout, page, 0, time);
    }

    /** Whether a sub-buffer has begun. */
    public boolean isOpen() {
        return open;
    }

    /** Whether the sub-buffer has no record yet. */
    public boolean isEmpty() {
        return used == 0;
    }

    /** The time of the last record, or of the sub-buffer where there is none. */
    public long lastTime() {
        return lastTime;
    }

    /**
     * Adds a record, with a time extend before it where its delta needs one.
     *
     * @param payload the event from its common fields on, 1 byte or more
     * @param time    not before the record before it
     * @return false when there is no room: nothing was written
     * @throws IllegalArgumentException when the time goes backwards, or no empty sub-buffer could hold the record
     */
    public boolean append(byte[] payload, int offset, int length, long time) {
        long delta = time - lastTime;
        if (delta < 0) {
            throw new IllegalArgumentException("time=" + time + " is before " + lastTime);
        }
        boolean extend = delta > RecordHeader.TS_MASK;
        int needed = recordSize(length) + (extend ? RecordHeader.EXTENDED_SIZE : 0);
        if (recordSize(length) > layout.dataSize() || used == 0 && needed > layout.dataSize()) {
            throw new IllegalArgumentException("length=" + length + " does not fit a sub-buffer of " + layout.size());
        }
        // A number of missed events that was told before stands behind the records
        int kept = missedCount > 0 && used > 0 ? layout.wordSize() : 0;
        if (needed > layout.dataSize() - used - kept) {
            return false;
        }
        if (extend) {
            extend(RecordHeader.TIME_EXTEND, delta);
        }
        put(payload, offset, length, extend ? 0 : (int) delta);
        lastTime = time;
        return true;
    }

    /** Adds a record: {@link #append(byte[], int, int, long)} of the whole array. */
    public boolean append(byte[] payload, long time) {
        return append(payload, 0, payload.length, time);
    }

    /** Adds a record under an absolute time stamp, as kernels do where a buffer is not in the order of time. */
    public boolean appendAbsolute(byte[] payload, long time) {
        if (recordSize(payload.length) + RecordHeader.EXTENDED_SIZE > layout.dataSize() - used) {
            return false;
        }
        extend(RecordHeader.TIME_STAMP, time & ~RecordHeader.ABSOLUTE_MSB);
        put(payload, 0, payload.length, 0);
        lastTime = time;
        return true;
    }

    /** Adds a discarded record: padding of so many bytes, header included, which readers skip. */
    public boolean appendDiscarded(int bytes) {
        if (bytes < RecordHeader.EXTENDED_SIZE || bytes % RecordHeader.ALIGNMENT != 0) {
            throw new IllegalArgumentException("bytes=" + bytes);
        }
        if (bytes > layout.dataSize() - used) {
            return false;
        }
        int at = layout.dataOffset() + used;
        page.putInt(at, RecordHeader.of(RecordHeader.PADDING, 1, layout.order()));
        page.putInt(at + RecordHeader.SIZE, bytes - RecordHeader.SIZE);
        used += bytes;
        return true;
    }

    /** Events were lost before this sub-buffer: a number, or {@link RecordSink#UNKNOWN_COUNT}. */
    public void missed(long count) {
        flags = count == 0 ? 0 : SubBuffer.MISSED_EVENTS;
        missedCount = count;
    }

    /**
     * Ends the sub-buffer.
     *
     * @return its bytes, zero behind the records; the buffer is the writer's own and valid until {@link #begin}
     */
    public ByteBuffer finish() {
        int word = flags | used;
        int missedAt = layout.dataOffset() + used;
        if (flags != 0 && missedCount > 0 && used <= layout.dataSize() - layout.wordSize()) {
            SubBuffer.putWord(layout, page, missedAt, missedCount);
            word |= SubBuffer.MISSED_STORED;
        }
        SubBuffer.putCommit(layout, page, 0, word);
        open = false;
        return page.duplicate().order(layout.order()).clear();
    }

    /** Bytes that a record takes in the sub-buffer, its header included. */
    public static int recordSize(int length) {
        int words = words(length);
        return words <= RecordHeader.DATA_TYPE_LEN_MAX ? RecordHeader.SIZE + 4 * words
                : RecordHeader.EXTENDED_SIZE + 4 * words;
    }

    private static int words(int length) {
        return Math.max(1, length + 3 >>> 2);
    }

    private void extend(int type, long value) {
        int at = layout.dataOffset() + used;
        page.putInt(at, RecordHeader.of(type, (int) (value & RecordHeader.TS_MASK), layout.order()));
        page.putInt(at + RecordHeader.SIZE, (int) (value >>> RecordHeader.TS_SHIFT));
        used += RecordHeader.EXTENDED_SIZE;
    }

    private void put(byte[] payload, int offset, int length, int delta) {
        int at = layout.dataOffset() + used;
        int words = words(length);
        int data = at + RecordHeader.SIZE;
        if (words <= RecordHeader.DATA_TYPE_LEN_MAX) {
            page.putInt(at, RecordHeader.of(words, delta, layout.order()));
        } else {
            page.putInt(at, RecordHeader.of(0, delta, layout.order()));
            page.putInt(data, 4 * words + RecordHeader.SIZE);
            data += Integer.BYTES;
        }
        page.put(data, payload, offset, length);
        used += recordSize(length);
    }

    /** The layout that this writer was made for. */
    public PageLayout layout() {
        return layout;
    }

    /** What {@link #missed} was told, or null when nothing is missing. */
    public @Nullable Long missedEvents() {
        return flags == 0 ? null : Long.valueOf(missedCount);
    }
}
