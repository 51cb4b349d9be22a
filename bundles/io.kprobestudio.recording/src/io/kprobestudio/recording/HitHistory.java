/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ProbeKey;

/**
 * Collects samples of counts into a series for each event. Fed with samples of one source only: the kernel's profile, or
 * decoded events; the two are never mixed. Thread-safe.
 */
public final class HitHistory {

    private final int most;
    private Map<ProbeKey, HitSeries> series = Map.of();
    private long revision;

    /**
     * The series at one moment.
     *
     * @param revision rises with each sample
     * @param series by event
     */
    public record Snapshot(long revision, Map<ProbeKey, HitSeries> series) {
    }

    /**
     * Makes an empty history.
     *
     * @param most how many points each series keeps, 2 or more
     */
    public HitHistory(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("a series has two points at least, most=" + most);
        }
        this.most = most;
    }

    /** Adds a sample of the kernel's profile. */
    public void add(HitCounts sample) {
        Map<ProbeKey, Long> counts = new LinkedHashMap<>();
        sample.byEvent().forEach((key, found) -> counts.put(key, found.hits()));
        add(sample.time(), counts);
    }

    /** Adds a sample of any source; events that it lacks are forgotten. */
    public synchronized void add(Instant time, Map<ProbeKey, Long> counts) {
        Map<ProbeKey, HitSeries> next = new LinkedHashMap<>();
        counts.forEach((key, count) -> next.put(key,
                series.getOrDefault(key, HitSeries.EMPTY).with(time.toEpochMilli(), count, most)));
        series = Collections.unmodifiableMap(next);
        revision++;
    }

    /** The series now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(revision, series);
    }
}
