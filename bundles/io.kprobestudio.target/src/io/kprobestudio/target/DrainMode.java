/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** How a drain reads {@code trace_pipe_raw}, best first. Named to the user, since the lesser ones cost more. */
public enum DrainMode {

    /** The kernel's buffers are read directly, without blocking. */
    DIRECT("direct reads"),
    /** {@code dd iflag=nonblock} in a loop on the target. */
    NONBLOCKING_DD("dd iflag=nonblock"),
    /**
     * {@code dd} in a loop on the target, told how many sub-buffers hold events for certain ({@code per_cpu/*}
     * {@code /stats}), so that it never waits.
     */
    COUNTED_DD("dd, counted"),
    /** {@code dd} under {@code timeout} in a loop on the target. */
    TIMED_DD("dd under timeout"),
    /**
     * {@code cat} only: the events are recorded first, disabled, and then read with a bound from {@code per_cpu/*}
     * {@code /stats}; nothing arrives while the recording runs.
     */
    AFTERWARDS("cat, after the recording");

    private final String label;

    DrainMode(String label) {
        this.label = label;
    }

    /** The mode in words. */
    public String label() {
        return label;
    }

    /** Whether bytes arrive while the recording runs. */
    public boolean isLive() {
        return this != AFTERWARDS;
    }
}
