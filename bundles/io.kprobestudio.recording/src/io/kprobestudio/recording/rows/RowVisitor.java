/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.nio.ByteBuffer;

import io.kprobestudio.decoder.EventDecoder;

/** Takes rows one by one. The buffer is valid during the call only. */
@FunctionalInterface
public interface RowVisitor {

    /**
     * One event.
     *
     * @param number the row's, see {@link EventSequence}
     * @param decoder made for the formats that the record was written with
     * @param cpu the CPU that recorded it
     * @param time its time stamp, in units of the trace clock, unsigned
     * @param buffer in the kernel's byte order
     * @param offset where the event's common fields begin in the buffer
     * @param length the record's bytes
     */
    void row(long number, EventDecoder decoder, int cpu, long time, ByteBuffer buffer, int offset, int length);
}
