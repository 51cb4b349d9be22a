/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import java.util.TreeSet;

/** Which rows are selected, by their numbers: those between two, and some more or fewer. UI thread only. */
final class RowSelection {

    private final TreeSet<Long> toggled = new TreeSet<>();
    private long anchor = -1;
    private long lead = -1;

    /** Selects nothing. */
    void clear() {
        toggled.clear();
        anchor = -1;
        lead = -1;
    }

    /** Selects one row, from which {@link #extend} goes on. */
    void set(long row) {
        toggled.clear();
        anchor = row;
        lead = row;
    }

    /** Selects from the last row that was set to this one. */
    void extend(long row) {
        toggled.clear();
        anchor = anchor < 0 ? row : anchor;
        lead = row;
    }

    /** Selects a row, or not, beside the others. */
    void toggle(long row) {
        if (anchor < 0) {
            set(row);
        } else if (!toggled.remove(Long.valueOf(row))) {
            toggled.add(Long.valueOf(row));
        }
    }

    /** The row that the keys go on from, -1 while none is selected. */
    long lead() {
        return lead;
    }

    boolean isEmpty() {
        return anchor < 0;
    }

    boolean contains(long row) {
        boolean between = anchor >= 0 && Math.min(anchor, lead) <= row && row <= Math.max(anchor, lead);
        return between != toggled.contains(Long.valueOf(row));
    }

    /** The lowest row that may be selected. */
    long lowest() {
        long low = Math.min(anchor, lead);
        return toggled.isEmpty() ? low : Math.min(low, toggled.first().longValue());
    }

    /** The highest row that may be selected. */
    long highest() {
        long high = Math.max(anchor, lead);
        return toggled.isEmpty() ? high : Math.max(high, toggled.last().longValue());
    }
}
