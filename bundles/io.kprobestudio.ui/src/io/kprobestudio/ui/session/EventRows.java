/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import java.util.function.IntFunction;

/**
 * The events of a recording at one moment, in time's order. Immutable: what comes later is in a later one of the same
 * source, at the end.
 *
 * @param source what the events are of; two snapshots of the same source differ at their ends only
 * @param label what was recorded where, for the user
 * @param first how many events were there before the first row, and are not kept any more
 * @param size how many rows there are
 * @param rows makes a row, for an index from 0 to {@code size - 1}; thread-safe
 */
public record EventRows(Object source, String label, long first, int size, IntFunction<EventRow> rows) {

    /** No events. */
    public static final EventRows NONE = new EventRows("none", "", 0, 0, index -> { //$NON-NLS-1$ //$NON-NLS-2$
        throw new IndexOutOfBoundsException("no such event: index=" + index); //$NON-NLS-1$
    });

    /** A row, for an index from 0 to {@code size - 1}. */
    public EventRow row(int index) {
        return rows.apply(index);
    }
}
