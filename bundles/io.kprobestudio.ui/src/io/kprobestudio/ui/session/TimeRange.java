/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * A time, or the time between two, that the user chose: what the views show of it, all show.
 *
 * @param from its beginning on the target's clock, in the clock's units
 * @param to its end, not before the beginning
 */
public record TimeRange(long from, long to) {

    /** Checks the order. */
    public TimeRange {
        if (to < from) {
            throw new IllegalArgumentException("from=" + from + " is behind to=" + to); //$NON-NLS-1$ //$NON-NLS-2$
        }
    }

    /** Whether a time is in it. */
    public boolean contains(long time) {
        return from <= time && time <= to;
    }
}
