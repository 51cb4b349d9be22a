/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;

/** Takes what {@link RecordWalker} finds in sub-buffers. The buffer is valid during the call only. */
@FunctionalInterface
public interface RecordSink {

    /** For {@link #missed}: events were lost, and the kernel did not say how many. */
    long UNKNOWN_COUNT = -1;

    /** Takes all and keeps nothing. */
    RecordSink NONE = new RecordSink() {
        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            // wanted by nobody
        }
    };

    /**
     * One record.
     *
     * @param cpu    its CPU
     * @param time   its time stamp, in units of the trace clock, unsigned
     * @param buffer in the kernel's byte order; position and limit mean nothing
     * @param offset of the payload (the event's common fields) in the buffer
     * @param length of the payload in bytes, padding to a whole word included
     */
    void record(int cpu, long time, ByteBuffer buffer, int offset, int length);

    /**
     * The kernel lost events before the records that follow.
     *
     * @param count how many, or {@link #UNKNOWN_COUNT}
     */
    default void missed(int cpu, long count) {
    }

    /** A sub-buffer is damaged; what was readable before the damage has been passed on. */
    default void corrupt(CorruptSubBuffer problem) {
    }
}
