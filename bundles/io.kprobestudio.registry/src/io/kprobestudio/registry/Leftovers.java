/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.List;

/**
 * What of ours was on the target when the registry was opened. Recordings remove what they make, so that probes of a
 * recording that are still there belong to one that was killed or lost its link.
 *
 * @param kept probes that were added to stay
 * @param abandoned probes that a recording left behind
 * @param instances our tracing instances that are there
 * @param abandonedInstances those of them that a recording left behind
 * @param endedByCrash what was enabled last when the board died within 30 s of an apply, or an empty list
 */
public record Leftovers(List<ProbeKey> kept, List<ProbeKey> abandoned, List<String> instances,
        List<String> abandonedInstances, List<String> endedByCrash) {

    /** Nothing was there. */
    public static final Leftovers NONE = new Leftovers(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Leftovers {
        kept = List.copyOf(kept);
        abandoned = List.copyOf(abandoned);
        instances = List.copyOf(instances);
        abandonedInstances = List.copyOf(abandonedInstances);
        endedByCrash = List.copyOf(endedByCrash);
    }

    /** Whether there was nothing of ours. */
    public boolean isEmpty() {
        return kept.isEmpty() && abandoned.isEmpty() && instances.isEmpty() && endedByCrash.isEmpty();
    }
}
