/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.TraceMetadata;

/**
 * Events in the order of time, each with a number that it keeps: those of a recording at one moment, of which the oldest may not
 * be kept any more. Immutable and thread-safe; a sequence that is not quick is read on a thread that may wait.
 */
public interface EventSequence {

    /** No events. */
    EventSequence NONE = new StoredSequence(0, List.of());

    /** The number of the first row that is kept, 0 or more. */
    long first();

    /** One more than the number of the last row. */
    long end();

    /** How many rows are kept. */
    default long size() {
        return end() - first();
    }

    /** Whether rows are in memory, so that some of them may be read at any time on any thread. */
    boolean isQuick();

    /** What is known of the kernel now, empty while there is no event. */
    Optional<TraceMetadata> metadata();

    /** What the targets are called where the events are of several, empty where they are of one. */
    default List<String> targets() {
        return List.of();
    }

    /**
     * What times of several targets hold to, in nanoseconds, a power of ten: those that are nearer may be in either order; 1 where
     * the events are of one.
     */
    default long step() {
        return 1;
    }

    /** Which of the {@link #targets} the events with this decoder are of; 0 where they are of one. */
    default int target(EventDecoder decoder) {
        return 0;
    }

    /**
     * Passes rows to a visitor, in their order.
     *
     * @param from the first number; rows that are not kept are left out
     * @param to one more than the last number
     * @throws IOException when the recording cannot be read
     */
    void read(long from, long to, RowVisitor visitor) throws IOException;

    /**
     * The first row whose time stamp is not before a time.
     *
     * @param time in units of the trace clock, unsigned
     * @return its number; {@link #end} where there is none
     * @throws IOException when the recording cannot be read
     */
    long rowAt(long time) throws IOException;

    /**
     * One row.
     *
     * @return empty where there is no such row, or it is not kept any more
     * @throws IOException when the recording cannot be read
     */
    default Optional<StoredEvent> row(long number) throws IOException {
        StoredEvent[] found = new StoredEvent[1];
        read(number, number + 1, (row, decoder, cpu, time, buffer, offset, length) -> found[0] = StoredEvent
                .copy(decoder, cpu, time, buffer, offset, length));
        return Optional.ofNullable(found[0]);
    }
}
