/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Steps through the records of one sub-buffer at a time. A discarded record (padding inside the page) does not move
 * the clock, as in the kernel's own readers.
 */
public final class RecordCursor {

    private final PageLayout layout;
    private final boolean little;
    private ByteBuffer buffer;
    private int start;
    private int end;
    private int next;
    private long time;
    private int offset;
    private int length;
    private long missed;
    private boolean stands;
    private @Nullable String problem;

    /** A cursor that stands on no sub-buffer yet. */
    public RecordCursor(PageLayout layout) {
        this.layout = layout;
        little = layout.order() == ByteOrder.LITTLE_ENDIAN;
        buffer = ByteBuffer.allocate(0);
    }

    /**
     * Begins a sub-buffer.
     *
     * @param page      in the layout's byte order
     * @param at        where the sub-buffer begins in it
     * @param available bytes of the sub-buffer that are there, the layout's size at most
     */
    public void reset(ByteBuffer page, int at, int available) {
        buffer = page;
        start = at;
        problem = null;
        missed = 0;
        next = at + layout.dataOffset();
        end = next;
        if (available < layout.dataOffset()) {
            problem = "available=" + available + " bytes are fewer than a sub-buffer's header of "
                    + layout.dataOffset();
            return;
        }
        int word = SubBuffer.commitWord(layout, page, at);
        int commit = SubBuffer.commit(word);
        int room = Math.min(layout.dataSize(), available - layout.dataOffset());
        if (commit > room) {
            problem = "commit=" + commit + " exceeds the " + room + " bytes of data";
            return;
        }
        time = SubBuffer.timestamp(layout, page, at);
        end = next + commit;
        if (SubBuffer.missed(word)) {
            missed = available == layout.size() ? SubBuffer.missedCount(layout, page, at, word)
                    : RecordSink.UNKNOWN_COUNT;
        }
    }

    /** Stands on no sub-buffer. */
    void clear() {
        next = 0;
        end = 0;
        problem = null;
        missed = 0;
    }

    /**
     * Moves to the next record of the sub-buffer.
     *
     * @return false at its end, and where it is damaged: then {@link #problem()} says why
     */
    public boolean next() {
        int at = next;
        while (at < end) {
            if (end - at < RecordHeader.SIZE) {
                return damaged(at, "a record header is cut off, left=" + (end - at));
            }
            int header = buffer.getInt(at);
            int type = little ? header & 31 : header >>> RecordHeader.TS_SHIFT;
            int delta = little ? header >>> 5 : header & RecordHeader.TS_MASK;
            at += RecordHeader.SIZE;
            if (type - 1 >>> 31 == 0 && type <= RecordHeader.DATA_TYPE_LEN_MAX) {
                int bytes = type << 2;
                if (bytes > end - at) {
                    return damaged(at - RecordHeader.SIZE, "a record of " + bytes + " bytes passes the end, left="
                            + (end - at));
                }
                time += delta;
                offset = at;
                length = bytes;
                next = at + bytes;
                return true;
            }
            if (type == RecordHeader.PADDING && delta == 0) {
                break;
            }
            if (end - at < Integer.BYTES) {
                return damaged(at - RecordHeader.SIZE, "a record of type_len=" + type + " is cut off");
            }
            int array0 = buffer.getInt(at);
            switch (type) {
            case RecordHeader.TIME_EXTEND:
                time += delta + (Integer.toUnsignedLong(array0) << RecordHeader.TS_SHIFT);
                at += Integer.BYTES;
                break;
            case RecordHeader.TIME_STAMP:
                time = absolute(delta + (Integer.toUnsignedLong(array0) << RecordHeader.TS_SHIFT), time);
                at += Integer.BYTES;
                break;
            default:
                if (array0 < Integer.BYTES || array0 > end - at) {
                    return damaged(at - RecordHeader.SIZE, "length=" + Integer.toUnsignedString(array0)
                            + " of a record passes the end, left=" + (end - at));
                }
                if (type == 0) {
                    time += delta;
                    offset = at + Integer.BYTES;
                    length = array0 - Integer.BYTES;
                    next = at + array0 + 3 & ~3;
                    return true;
                }
                at += array0;
            }
        }
        next = end;
        return false;
    }

    /**
     * Passes on all records that are left, and returns how many. What they are in most pages, records of up to 112 bytes, is
     * done here.
     */
    long forEach(int cpu, RecordSink sink) {
        long records = 0;
        ByteBuffer from = buffer;
        int last = end - RecordHeader.SIZE;
        int at = next;
        long now = time;
        while (at <= last) {
            int header = from.getInt(at);
            int type = little ? header & 31 : header >>> RecordHeader.TS_SHIFT;
            int bytes = type << 2;
            if (type - 1 >>> 31 == 0 && type <= RecordHeader.DATA_TYPE_LEN_MAX && bytes <= last - at) {
                now += little ? header >>> 5 : header & RecordHeader.TS_MASK;
                at += RecordHeader.SIZE;
                sink.record(cpu, now, from, at, bytes);
                at += bytes;
                records++;
                continue;
            }
            next = at;
            time = now;
            if (!next()) {
                return records;
            }
            records++;
            sink.record(cpu, time, from, offset, length);
            at = next;
            now = time;
        }
        next = at;
        time = now;
        next();
        return records;
    }

    /**
     * Passes on the record it stands on and all behind it in the sub-buffer up to a time stamp; then it stands on the first that
     * comes later, where there is one.
     *
     * @param last the time stamp, unsigned
     * @return how many were passed on
     */
    long forEachUntil(long last, int cpu, RecordingReader.Output output) throws IOException {
        ByteBuffer from = buffer;
        long records = 0;
        long until = last + Long.MIN_VALUE;
        int at = offset;
        int bytes = length;
        long now = time;
        int behind = next;
        while (true) {
            output.record(cpu, now, from, at, bytes);
            records++;
            if (behind <= end - RecordHeader.SIZE) {
                int header = from.getInt(behind);
                int type = little ? header & 31 : header >>> RecordHeader.TS_SHIFT;
                bytes = type << 2;
                at = behind + RecordHeader.SIZE;
                if (type - 1 >>> 31 == 0 && type <= RecordHeader.DATA_TYPE_LEN_MAX && bytes <= end - at) {
                    now += little ? header >>> 5 : header & RecordHeader.TS_MASK;
                    behind = at + bytes;
                    if (now + Long.MIN_VALUE <= until) {
                        continue;
                    }
                    stand(now, at, bytes, behind);
                    return records;
                }
            }
            next = behind;
            time = now;
            stands = next();
            if (!stands || time + Long.MIN_VALUE > until) {
                return records;
            }
            at = offset;
            bytes = length;
            now = time;
            behind = next;
        }
    }

    private void stand(long now, int at, int bytes, int behind) {
        time = now;
        offset = at;
        length = bytes;
        next = behind;
        stands = true;
    }

    /** Whether it stands on a record behind {@link #forEachUntil}. */
    boolean stands() {
        return stands;
    }

    /** The kernel's rule for the five bits that an absolute time stamp lacks. */
    private static long absolute(long stamp, long before) {
        long high = before & RecordHeader.ABSOLUTE_MSB;
        if (high == 0) {
            return stamp;
        }
        long full = stamp | high;
        return Long.compareUnsigned(full, before) < 0 ? full + (1L << 59) : full;
    }

    private boolean damaged(int at, String reason) {
        problem = reason;
        next = at;
        end = at;
        return false;
    }

    /** The buffer that was given to {@link #reset}. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Time stamp of the record, unsigned. */
    public long time() {
        return time;
    }

    /** Where the record's payload begins in the buffer. */
    public int offset() {
        return offset;
    }

    /** Bytes of the record's payload. */
    public int length() {
        return length;
    }

    /** Events lost before this sub-buffer, or {@link RecordSink#UNKNOWN_COUNT}. */
    public long missed() {
        return missed;
    }

    /** What is wrong with the sub-buffer, or null. */
    public @Nullable String problem() {
        return problem;
    }

    /** Where in the sub-buffer the problem was seen. */
    public int problemOffset() {
        return next - start;
    }
}
