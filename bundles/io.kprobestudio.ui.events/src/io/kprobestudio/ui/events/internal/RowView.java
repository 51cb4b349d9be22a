/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.RowSet;
import io.kprobestudio.recording.rows.RowVisitor;
import java.io.IOException;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The rows of a sequence, or those that a filter chose of them, by their places from 0 on. Any thread.
 *
 * @param all the sequence
 * @param chosen what was chosen so far, null for all
 */
record RowView(EventSequence all, @Nullable RowSet chosen) {

    private static long gone(RowSet rows, EventSequence all) {
        return rows.countBefore(all.first());
    }

    /** How many places there are. */
    long size() {
        RowSet rows = chosen;
        return rows == null ? all.size() : rows.size() - gone(rows, all);
    }

    /** The number of the row at a place. */
    long number(long place) {
        RowSet rows = chosen;
        return rows == null ? all.first() + place : rows.get(gone(rows, all) + place);
    }

    /** The place of the first row whose number is not lower; the size where there is none. */
    long place(long number) {
        RowSet rows = chosen;
        return rows == null ? Math.clamp(number - all.first(), 0, all.size())
                : rows.countBefore(number) - gone(rows, all);
    }

    /**
     * Passes the rows of some places to a visitor, in their order.
     *
     * @throws IOException when the recording cannot be read
     */
    void read(long from, long to, RowVisitor visitor) throws IOException {
        if (from >= to) {
            return;
        }
        RowSet rows = chosen;
        all.read(number(from), number(to - 1) + 1, (number, decoder, cpu, time, buffer, offset, length) -> {
            if (rows == null || rows.contains(number)) {
                visitor.row(number, decoder, cpu, time, buffer, offset, length);
            }
        });
    }
}
