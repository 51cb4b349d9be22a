/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

/** Something that runs now and then. */
interface Actor {

    /** No next time: it has ended. */
    long DONE = -1;

    /**
     * Runs its next piece.
     *
     * @param time now, in nanoseconds of the kernel's time
     * @return how long until the piece after it, or {@link #DONE}
     */
    long step(long time);
}
