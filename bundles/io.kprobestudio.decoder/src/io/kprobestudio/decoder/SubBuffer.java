/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sub-buffer ({@code struct buffer_data_page} of {@code kernel/trace/ring_buffer.c}), as {@code trace_pipe_raw} gives
 * it out. With 64-bit words the data begins at 16.
 *
 * <pre>
 *  0              4               8               12
 *  +-------+-------+-------+-------+-------+-------+------- - - -+-----------+
 *  |      time stamp (64)          | commit (word) | records ... | [missed]  |
 *  +-------+-------+-------+-------+-------+-------+------- - - -+-----------+
 *
 *  commit, low 32 bits:
 *  31      30                                                                0
 *  +-------+-------+----------------------------------------------------------+
 *  | missed| stored|            bytes of records                              |
 *  +-------+-------+----------------------------------------------------------+
 * </pre>
 *
 * <p>{@code missed} says that events were lost before this sub-buffer; with {@code stored} their number (a word) follows
 * the records. Where there is no room for the number, the flag stands alone. Upper bits of a 64-bit {@code commit} may
 * be a sign extension.
 */
public final class SubBuffer {

    /** {@code RB_MISSED_EVENTS}. */
    public static final int MISSED_EVENTS = 1 << 31;
    /** {@code RB_MISSED_STORED}: the number of lost events follows the records. */
    public static final int MISSED_STORED = 1 << 30;
    /** What of the commit word is the length of the records. */
    public static final int COMMIT_MASK = ~(MISSED_EVENTS | MISSED_STORED);

    private SubBuffer() {
    }

    /** The time stamp from which the first record's delta counts. */
    public static long timestamp(PageLayout layout, ByteBuffer buffer, int offset) {
        return buffer.getLong(offset + layout.timestampOffset());
    }

    /** The low 32 bits of {@code commit}, flags included. */
    public static int commitWord(PageLayout layout, ByteBuffer buffer, int offset) {
        int high = layout.order() == ByteOrder.BIG_ENDIAN ? layout.commitSize() - Integer.BYTES : 0;
        return buffer.getInt(offset + layout.commitOffset() + high);
    }

    /** Bytes of records; may be nonsense in damaged data. */
    public static int commit(int commitWord) {
        return commitWord & COMMIT_MASK;
    }

    /** Whether events were lost before this sub-buffer. */
    public static boolean missed(int commitWord) {
        return (commitWord & MISSED_EVENTS) != 0;
    }

    /**
     * How many events were lost before this sub-buffer.
     *
     * @return the number; 0 when none were; {@link RecordSink#UNKNOWN_COUNT} when the kernel had no room to say
     */
    public static long missedCount(PageLayout layout, ByteBuffer buffer, int offset, int commitWord) {
        if ((commitWord & MISSED_EVENTS) == 0) {
            return 0;
        }
        int commit = commit(commitWord);
        if ((commitWord & MISSED_STORED) == 0 || commit > layout.dataSize() - layout.wordSize()) {
            return RecordSink.UNKNOWN_COUNT;
        }
        int at = offset + layout.dataOffset() + commit;
        return layout.wordSize() == Long.BYTES ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
    }

    static void putTimestamp(PageLayout layout, ByteBuffer buffer, int offset, long timestamp) {
        buffer.putLong(offset + layout.timestampOffset(), timestamp);
    }

    static void putCommit(PageLayout layout, ByteBuffer buffer, int offset, int commitWord) {
        putWord(layout, buffer, offset + layout.commitOffset(), Integer.toUnsignedLong(commitWord));
    }

    static void putWord(PageLayout layout, ByteBuffer buffer, int at, long value) {
        if (layout.wordSize() == Long.BYTES) {
            buffer.putLong(at, value);
        } else {
            buffer.putInt(at, (int) value);
        }
    }
}
