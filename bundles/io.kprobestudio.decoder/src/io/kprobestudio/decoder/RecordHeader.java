/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteOrder;

/**
 * A record's first word ({@code struct ring_buffer_event}): five bits of type or length and 27 bits of time delta, laid
 * out as C bit fields, so that the two change places with the byte order.
 *
 * <pre>
 *  little endian                             big endian
 *  31                       5 4         0    31       27 26                       0
 *  +-------------------------+----------+    +----------+-------------------------+
 *  |       time delta        | type_len |    | type_len |       time delta        |
 *  +-------------------------+----------+    +----------+-------------------------+
 *
 *  type_len  meaning                                  bytes in all
 *   1..28    payload of 4 * type_len bytes follows    4 + 4 * type_len
 *   0        next word (array[0]) is the length,      4 + array[0]
 *            payload follows that word
 *   29       padding; array[0] is the length, or,     4 + array[0], or the rest
 *            with delta 0, the rest of the page
 *   30       time extend: delta += array[0] &lt;&lt; 27    8
 *   31       absolute time stamp: array[0] &lt;&lt; 27      8
 *            | delta, 59 bits in all
 * </pre>
 */
public final class RecordHeader {

    /** {@code RINGBUF_TYPE_DATA_TYPE_LEN_MAX}: the longest payload, in words, that the header itself can tell. */
    public static final int DATA_TYPE_LEN_MAX = 28;
    /** {@code RINGBUF_TYPE_PADDING}. */
    public static final int PADDING = 29;
    /** {@code RINGBUF_TYPE_TIME_EXTEND}. */
    public static final int TIME_EXTEND = 30;
    /** {@code RINGBUF_TYPE_TIME_STAMP}: absolute. */
    public static final int TIME_STAMP = 31;
    /** {@code TS_SHIFT}: bits of the time delta. */
    public static final int TS_SHIFT = 27;
    /** {@code TS_MASK}: the largest delta that a header holds. */
    public static final int TS_MASK = (1 << TS_SHIFT) - 1;
    /** {@code RB_EVNT_HDR_SIZE}. */
    public static final int SIZE = 4;
    /** Bytes of a time extend or absolute time stamp. */
    public static final int EXTENDED_SIZE = 8;
    /** {@code TS_MSB}: what an absolute time stamp has no room for and takes from the time before. */
    public static final long ABSOLUTE_MSB = 0xf8L << 56;
    /** {@code RB_ALIGNMENT}. */
    public static final int ALIGNMENT = 4;

    private static final int TYPE_BITS = 5;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    private RecordHeader() {
    }

    /** Type or length in words, 0 to 31. */
    public static int typeLen(int header, ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? header & TYPE_MASK : header >>> TS_SHIFT;
    }

    /** Time delta, 0 to 2^27 - 1. */
    public static int timeDelta(int header, ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? header >>> TYPE_BITS : header & TS_MASK;
    }

    /**
     * The word for a type and delta.
     *
     * @param typeLen   0 to 31
     * @param timeDelta 0 to 2^27 - 1
     */
    public static int of(int typeLen, int timeDelta, ByteOrder order) {
        if ((typeLen & ~TYPE_MASK) != 0 || (timeDelta & ~TS_MASK) != 0) {
            throw new IllegalArgumentException("typeLen=" + typeLen + ", timeDelta=" + timeDelta);
        }
        return order == ByteOrder.LITTLE_ENDIAN ? timeDelta << TYPE_BITS | typeLen : typeLen << TS_SHIFT | timeDelta;
    }
}
