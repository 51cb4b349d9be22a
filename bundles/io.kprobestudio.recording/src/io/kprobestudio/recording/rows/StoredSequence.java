/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.util.List;
import java.util.Optional;

import io.kprobestudio.decoder.TraceMetadata;

/**
 * Events in memory.
 *
 * @param first the number of the first one
 * @param events the events, in a list that does not change and is quick by index
 */
public record StoredSequence(long first, List<StoredEvent> events) implements EventSequence {

    @Override
    public long end() {
        return first + events.size();
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Optional<TraceMetadata> metadata() {
        return events.isEmpty() ? Optional.empty()
                : Optional.of(events.get(events.size() - 1).decoder().metadata());
    }

    @Override
    public void read(long from, long to, RowVisitor visitor) {
        long last = Math.min(to, end());
        for (long row = Math.max(from, first); row < last; row++) {
            events.get((int) (row - first)).visit(row, visitor);
        }
    }

    @Override
    public long rowAt(long time) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(events.get(middle).time(), time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + low;
    }
}
