/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import io.kprobestudio.registry.ProbeKey;

/**
 * One event's line of the hit table. For probes {@code hits = decoded + filtered + lost}.
 *
 * @param event group and event
 * @param hits the kernel's own count, or {@link #UNKNOWN} for events that it does not count
 * @param decoded records of the event that were decoded
 * @param filtered hits that a filter or the choice of processes kept out of the buffer
 * @param lost hits that did not come through: overwritten, dropped, damaged, or recorded by nobody while events were being
 *        switched
 * @param misses the kernel's count of hits that its handler could not take, or {@link #UNKNOWN}
 * @param estimated whether filtered and lost are told apart by estimate, since both happened and the kernel counts lost
 *        events for the whole buffer only
 */
public record HitRow(ProbeKey event, long hits, long decoded, long filtered, long lost, long misses,
        boolean estimated) {

    /** The kernel does not tell. */
    public static final long UNKNOWN = -1;
}
