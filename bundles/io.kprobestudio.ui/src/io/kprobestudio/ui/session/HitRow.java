/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * A line of the table at a recording's end: {@code hits = decoded + filtered + lost}.
 *
 * @param event the event as {@code group/event}
 * @param hits the kernel's count, negative where it is not known
 * @param decoded counted from records
 * @param filtered what a filter left out
 * @param lost what never reached us, negative where that is not known
 * @param misses what the kernel could not run, negative where that is not known
 */
public record HitRow(String event, long hits, long decoded, long filtered, long lost, long misses) {

    /** The same where several targets stand in one table. */
    public HitRow of(String target) {
        return new HitRow(target + ": " + event, hits, decoded, filtered, lost, misses); //$NON-NLS-1$
    }
}
