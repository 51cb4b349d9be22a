/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.recording.HitRow;
import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.RegistrySnapshot;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.ui.StudioSettings;
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
import java.util.Set;
import java.util.stream.Collectors;

/** The samples of the last minutes by probe, and the rates that follow from them. Thread-safe. */
final class HitHistory {

    private static final int MOST_POINTS = 600;
    private static final double SHORTEST_SECONDS = 0.2;
    private static final KprobeProfile.Counts NOTHING = new KprobeProfile.Counts(0, 0);

    private final Map<ProbeKey, Deque<HitPoint>> points = new LinkedHashMap<>();
    private final Deque<HitPoint> losses = new ArrayDeque<>();
    /* What was lost of the events that came in at the last sample; begins again with each recording. */
    private long lostBefore;
    /* What a probe had counted before it was made anew for a recording, or given back after it. */
    private final Map<ProbeKey, KprobeProfile.Counts> carried = new LinkedHashMap<>();
    private Set<ProbeKey> returning = Set.of();
    private boolean frozen;
    private Instant begin = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /**
     * Takes a snapshot's sample, and makes the probes' rows of it.
     *
     * @param lost what was lost so far of the events that come in now
     */
    synchronized List<ProbeInfo> take(RegistrySnapshot snapshot, long lost) {
        HitCounts counts = snapshot.counts();
        List<ProbeKey> ours = snapshot.observed().ours().stream().map(ObservedProbe::key).toList();
        points.keySet().retainAll(ours);
        returning = snapshot.observed().ours().stream().filter(probe -> probe.type() == 'r').map(ObservedProbe::key)
                .collect(Collectors.toSet());
        carried.keySet().retainAll(ours);
        if (begin.equals(Instant.EPOCH)) {
            begin = counts.time();
        }
        double elapsed = Duration.between(last, counts.time()).toNanos() / 1e9;
        boolean isNew = elapsed >= SHORTEST_SECONDS;
        if (isNew) {
            last = counts.time();
            double seconds = Duration.between(begin, last).toNanos() / 1e9;
            ours.forEach(key -> add(key, counts, seconds));
            long before = losses.isEmpty() ? 0 : losses.getLast().hits();
            add(losses, seconds, before + (lost < lostBefore ? lost : lost - lostBefore), 0);
            lostBefore = lost;
        }
        List<ProbeInfo> rows = new ArrayList<>();
        Set<String> stacks = StudioSettings.now().beside().stacksOf();
        snapshot.observed().probes()
                .forEach(probe -> rows.add(row(probe, counts, stacks.contains(probe.key().toString()))));
        return List.copyOf(rows);
    }

    private void add(ProbeKey key, HitCounts counts, double seconds) {
        add(points.computeIfAbsent(key, unknown -> new ArrayDeque<>()), seconds, hits(key, counts),
                misses(key, counts));
    }

    private static void add(Deque<HitPoint> trace, double seconds, long hits, long misses) {
        HitPoint before = trace.peekLast();
        double rate = before == null || hits < before.hits() ? 0
                : (hits - before.hits()) / Math.max(SHORTEST_SECONDS, seconds - before.seconds());
        trace.addLast(new HitPoint(seconds, hits, misses, rate));
        if (trace.size() > MOST_POINTS) {
            trace.removeFirst();
        }
    }

    private ProbeInfo row(ObservedProbe probe, HitCounts counts, boolean stack) {
        Deque<HitPoint> trace = points.get(probe.key());
        HitPoint newest = trace == null ? null : trace.peekLast();
        ControlFileEntry first = probe.places().get(0);
        String place = probe.places().stream().map(ControlFileEntry::place).collect(Collectors.joining(", ")); //$NON-NLS-1$
        return new ProbeInfo(probe.key(), probe.ownership().isOurs(), probe.enabled(),
                String.join("\n", probe.shownDefinitions()), place, first.arguments(), first.type() == 'r', //$NON-NLS-1$
                hits(probe.key(), counts), misses(probe.key(), counts),
                newest == null ? 0 : newest.rate(), probe.waitsFor(), stack);
    }

    private long hits(ProbeKey key, HitCounts counts) {
        return Math.max(0, counts.hits(key)) + carried.getOrDefault(key, NOTHING).hits();
    }

    private long misses(ProbeKey key, HitCounts counts) {
        return Math.max(0, counts.misses(key)) + carried.getOrDefault(key, NOTHING).misses();
    }

    /** Keeps what probes counted until now, since they are about to be made anew. */
    synchronized void carry(HitCounts counts, List<ProbeKey> keys) {
        keys.forEach(key -> carry(key, Math.max(0, counts.hits(key)), Math.max(0, counts.misses(key))));
    }

    /** Keeps what a recording counted, since its probes are about to be made anew. */
    synchronized void carry(List<HitRow> rows) {
        rows.forEach(row -> carry(row.event(), Math.max(0, row.hits()), Math.max(0, row.misses())));
    }

    private void carry(ProbeKey key, long hits, long misses) {
        carried.merge(key, new KprobeProfile.Counts(hits, misses),
                (one, other) -> new KprobeProfile.Counts(one.hits() + other.hits(), one.misses() + other.misses()));
    }

    /** Takes no snapshots while probes are made anew, so that they do not seem to go and come. */
    synchronized void freeze() {
        frozen = true;
    }

    /** Takes snapshots again. */
    synchronized void thaw() {
        frozen = false;
    }

    /** Whether no snapshots are taken. */
    synchronized boolean isFrozen() {
        return frozen;
    }

    /** The newest samples of a probe, oldest first. */
    synchronized List<HitPoint> newest(ProbeKey key, int most) {
        Deque<HitPoint> trace = points.get(key);
        return trace == null ? List.of() : trace.stream().skip(Math.max(0, trace.size() - most)).toList();
    }

    /** What was lost, sampled as the probes are. */
    synchronized List<HitPoint> losses() {
        return List.copyOf(losses);
    }

    /** What was sampled, by probe. */
    synchronized List<HitTrace> traces() {
        List<HitTrace> traces = new ArrayList<>();
        points.forEach((key, trace) -> traces.add(new HitTrace(key, returning.contains(key), List.copyOf(trace))));
        return List.copyOf(traces);
    }
}
