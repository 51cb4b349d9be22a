/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.recording.rows.EventSequence;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The events of a recording at one moment, in time's order. Immutable: what comes later is in a later one of the same
 * source, at the end.
 *
 * @param source what the events are of; two snapshots of the same source differ at their ends only
 * @param label what was recorded where, for the user
 * @param begin the number of the source's first row; those before it belong to an earlier one
 * @param sequence the rows by their numbers
 */
public record EventRows(Object source, String label, long begin, EventSequence sequence) {

    /** No events. */
    public static final EventRows NONE = new EventRows("none", "", 0, EventSequence.NONE); //$NON-NLS-1$ //$NON-NLS-2$

    /** How many rows of the source are not kept any more. */
    public long first() {
        return Math.max(0, sequence.first() - begin);
    }

    /** How many rows are kept. */
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, sequence.size());
    }

    /**
     * A row that is kept; waits for the disk where the sequence is not quick.
     *
     * @param index from 0 to {@code size - 1}
     */
    public EventRow row(int index) {
        try {
            return sequence.row(sequence.first() + index).map(event -> EventRow.of(event.decode()))
                    .orElseThrow(() -> new IndexOutOfBoundsException("no such event: index=" + index)); //$NON-NLS-1$
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
