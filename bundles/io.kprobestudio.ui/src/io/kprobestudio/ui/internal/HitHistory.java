/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.RegistrySnapshot;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.HitTrace;
import io.kprobestudio.ui.session.ProbeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The samples of the last minutes by probe, and the rates that follow from them. Thread-safe. */
final class HitHistory {

    private static final int MOST_POINTS = 600;
    private static final double SHORTEST_SECONDS = 0.2;

    private final Map<ProbeKey, Deque<HitPoint>> points = new LinkedHashMap<>();
    private Instant begin = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /** Takes a snapshot's sample, and makes the probes' rows of it. */
    synchronized List<ProbeInfo> take(RegistrySnapshot snapshot) {
        HitCounts counts = snapshot.counts();
        List<ProbeKey> ours = snapshot.observed().ours().stream().map(ObservedProbe::key).toList();
        points.keySet().retainAll(ours);
        if (begin.equals(Instant.EPOCH)) {
            begin = counts.time();
        }
        double elapsed = Duration.between(last, counts.time()).toNanos() / 1e9;
        boolean isNew = elapsed >= SHORTEST_SECONDS;
        if (isNew) {
            last = counts.time();
            ours.forEach(key -> add(key, counts, Duration.between(begin, counts.time()).toNanos() / 1e9));
        }
        List<ProbeInfo> rows = new ArrayList<>();
        snapshot.observed().probes().forEach(probe -> rows.add(row(probe, counts)));
        return List.copyOf(rows);
    }

    private void add(ProbeKey key, HitCounts counts, double seconds) {
        Deque<HitPoint> trace = points.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        long hits = Math.max(0, counts.hits(key));
        HitPoint before = trace.peekLast();
        double rate = before == null || hits < before.hits() ? 0
            : (hits - before.hits()) / Math.max(SHORTEST_SECONDS, seconds - before.seconds());
        trace.addLast(new HitPoint(seconds, hits, Math.max(0, counts.misses(key)), rate));
        if (trace.size() > MOST_POINTS) {
            trace.removeFirst();
        }
    }

    private ProbeInfo row(ObservedProbe probe, HitCounts counts) {
        Deque<HitPoint> trace = points.get(probe.key());
        HitPoint newest = trace == null ? null : trace.peekLast();
        ControlFileEntry first = probe.places().get(0);
        String place = probe.places().stream().map(ControlFileEntry::place).collect(Collectors.joining(", ")); //$NON-NLS-1$
        return new ProbeInfo(probe.key(), probe.ownership().isOurs(), probe.enabled(),
            String.join("\n", probe.shownDefinitions()), place, first.arguments(), first.type() == 'r', //$NON-NLS-1$
            Math.max(0, counts.hits(probe.key())), Math.max(0, counts.misses(probe.key())),
            newest == null ? 0 : newest.rate());
    }

    /** What was sampled, by probe. */
    synchronized List<HitTrace> traces() {
        List<HitTrace> traces = new ArrayList<>();
        points.forEach((key, trace) -> traces.add(new HitTrace(key, List.copyOf(trace))));
        return List.copyOf(traces);
    }
}
