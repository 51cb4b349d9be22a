/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;

import io.kprobestudio.decoder.EventFilter;

/**
 * The rows of a sequence that a filter chooses, found piece by piece, of a growing sequence too. {@link #rows} and
 * {@link #looked} may be asked by any thread; the rest belongs to one.
 */
public final class RowFilter {

    private final EventFilter filter;
    private final RowSet rows;
    private final RowProgress progress;
    private final ByDecoder<EventFilter.Test> tests;

    /**
     * Makes a filter that has looked at nothing yet.
     *
     * @param begin the first row that it looks at
     */
    public RowFilter(EventFilter filter, long begin) {
        this.filter = filter;
        rows = new RowSet(begin);
        progress = new RowProgress(begin);
        tests = new ByDecoder<>(decoder -> filter.on(decoder.metadata()));
    }

    /** The expression. */
    public EventFilter filter() {
        return filter;
    }

    /** The rows that were found so far. */
    public RowSet rows() {
        return rows;
    }

    /** The first row that was not looked at yet. */
    public long looked() {
        return progress.looked();
    }

    /**
     * Looks at some more rows.
     *
     * @param sequence the same sequence as before, or a later state of it
     * @param most how many rows are looked at
     * @return whether there are more
     * @throws IOException when the recording cannot be read
     */
    public boolean advance(EventSequence sequence, long most) throws IOException {
        return progress.advance(sequence, most, (number, decoder, cpu, time, buffer, offset, length) -> {
            if (tests.of(decoder).matches(cpu, time, buffer, offset, length)) {
                rows.add(number);
            }
        });
    }
}
