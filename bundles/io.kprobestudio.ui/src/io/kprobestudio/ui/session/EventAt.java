/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.StoredEvent;
import java.io.IOException;

/**
 * An event by what tells it from others.
 *
 * @param time its time on the target's clock, in the clock's units
 * @param cpu the CPU, 0 or more
 * @param event the event as {@code group/event}
 */
public record EventAt(long time, int cpu, String event) {

    /** The most events of one time that are looked through. */
    private static final int MOST = 4096;

    /** What tells an event from others. */
    public static EventAt of(StoredEvent event) {
        EventRow row = EventRow.of(event.decode());
        return new EventAt(row.nanoseconds(), row.cpu(), row.event());
    }

    /**
     * Where it is among rows in the order of time.
     *
     * @return the row's number, -1 when it is not there
     * @throws IOException when the recording cannot be read
     */
    public long in(EventSequence rows) throws IOException {
        long from = rows.rowAt(time);
        long[] found = { -1 };
        rows.read(from, from + MOST, (number, decoder, onCpu, at, buffer, offset, length) -> {
            if (found[0] < 0 && at == time && onCpu == cpu
                    && EventRow.of(decoder.decode(onCpu, at, buffer, offset, length)).event().equals(event)) {
                found[0] = number;
            }
        });
        return found[0];
    }
}
