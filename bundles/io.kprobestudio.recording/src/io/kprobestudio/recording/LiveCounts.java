/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kprobestudio.registry.ProbeKey;

/**
 * Decoded events, counted, at one moment. Immutable.
 *
 * @param revision rises with each change
 * @param byEvent how many records of each event were decoded so far
 * @param byCpu the same for each CPU: index is the CPU
 */
public record LiveCounts(long revision, Map<ProbeKey, Long> byEvent, Map<ProbeKey, List<Long>> byCpu) {

    /** Nothing was decoded yet. */
    public static final LiveCounts NONE = new LiveCounts(0, Map.of(), Map.of());

    /** Copies the maps, keeping their order. */
    public LiveCounts {
        byEvent = Collections.unmodifiableMap(new LinkedHashMap<>(byEvent));
        byCpu = Collections.unmodifiableMap(new LinkedHashMap<>(byCpu));
    }

    /** How many records of an event were decoded. */
    public long of(ProbeKey event) {
        return byEvent.getOrDefault(event, 0L);
    }

    /** How many records were decoded in all. */
    public long total() {
        return byEvent.values().stream().mapToLong(Long::longValue).sum();
    }
}
