/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.kprobestudio.tracefs.KprobeProfile;

/**
 * A sample of the kernel's own counts ({@code kprobe_profile}). Needs no recording, and says nothing of what was decoded.
 *
 * @param time when it was read, by this side's clock
 * @param byEvent the counts of each event, in the kernel's order
 */
public record HitCounts(Instant time, Map<ProbeKey, KprobeProfile.Counts> byEvent) {

    /** No sample was taken yet. */
    public static final HitCounts NONE = new HitCounts(Instant.EPOCH, Map.of());

    private static final KprobeProfile.Counts UNKNOWN = new KprobeProfile.Counts(-1, -1);

    /** Copies the map, keeping its order. */
    public HitCounts {
        byEvent = Collections.unmodifiableMap(new LinkedHashMap<>(byEvent));
    }

    /** Makes a sample of a profile. */
    public static HitCounts of(KprobeProfile profile, Instant time) {
        Map<ProbeKey, KprobeProfile.Counts> counts = new LinkedHashMap<>();
        profile.byEvent().forEach((name, found) -> counts.put(ProbeKey.parse(name, ""), found));
        return new HitCounts(time, counts);
    }

    /** How often the event was hit, or -1 when it is not known. */
    public long hits(ProbeKey key) {
        return byEvent.getOrDefault(key, UNKNOWN).hits();
    }

    /** How often the event was missed, or -1 when it is not known. */
    public long misses(ProbeKey key) {
        return byEvent.getOrDefault(key, UNKNOWN).misses();
    }
}
