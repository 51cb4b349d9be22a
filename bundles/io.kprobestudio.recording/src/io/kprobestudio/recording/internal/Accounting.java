/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kprobestudio.recording.HitRow;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.recording.LossAccount;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.tracefs.KprobeProfile;

/** Makes the hit table: what the kernel counted against what was decoded. */
public final class Accounting {

    private Accounting() {
    }

    /**
     * Makes the table.
     *
     * @param probes the events of probes, in the order asked for; the kernel counts their hits
     * @param filtered those of them that a filter or a choice of processes limits
     * @param counts what was decoded
     * @param profile the kernel's counts, read after the events were switched off
     * @param kernelLost events that the kernel says it lost, over all events and CPUs
     * @return a row for each probe's event and each other event that was decoded
     */
    public static List<HitRow> rows(List<ProbeKey> probes, Set<ProbeKey> filtered, LiveCounts counts,
            KprobeProfile profile, long kernelLost) {
        Map<String, KprobeProfile.Counts> kernel = profile.byEvent();
        Map<ProbeKey, Long> open = new LinkedHashMap<>();
        long lostElsewhere = 0;
        List<HitRow> rows = new ArrayList<>();
        for (ProbeKey key : probes) {
            long decoded = counts.of(key);
            KprobeProfile.Counts found = kernel.getOrDefault(key.toString(), new KprobeProfile.Counts(-1, -1));
            if (found.hits() < 0) {
                rows.add(new HitRow(key, HitRow.UNKNOWN, decoded, 0, 0, HitRow.UNKNOWN, false));
                continue;
            }
            long missing = Math.max(0, found.hits() - decoded);
            if (filtered.contains(key)) {
                open.put(key, missing);
                rows.add(new HitRow(key, found.hits(), decoded, missing, 0, found.misses(), false));
            } else {
                lostElsewhere += missing;
                rows.add(new HitRow(key, found.hits(), decoded, 0, missing, found.misses(), false));
            }
        }
        share(rows, open, Math.max(0, kernelLost - lostElsewhere), counts);
        counts.byEvent().forEach((key, decoded) -> {
            if (!probes.contains(key)) {
                rows.add(new HitRow(key, HitRow.UNKNOWN, decoded, 0, 0, HitRow.UNKNOWN, false));
            }
        });
        return rows;
    }

    /**
     * How many hits came while their events were switched off. The kernel counts a hit before it looks whether an event wants
     * it, and the return of a function that was under way also when its probe is off already. That is certain where the buffers
     * lost nothing and all that was read of them was decoded.
     *
     * @param rows the table
     * @param losses what was lost
     * @param read events that were read from the buffers, as the kernel counts them
     * @param decoded events that were decoded
     * @return those of the rows' lost hits; 0 where some may have been lost otherwise
     */
    public static long late(List<HitRow> rows, LossAccount losses, long read, long decoded) {
        return losses.isComplete() && read == decoded ? rows.stream().mapToLong(HitRow::lost).sum() : 0;
    }

    /** Shares losses that belong to no event for certain among those that a filter limits, by how often each got through. */
    private static void share(List<HitRow> rows, Map<ProbeKey, Long> open, long lost, LiveCounts counts) {
        long decoded = open.keySet().stream().mapToLong(counts::of).sum();
        if (lost == 0 || open.isEmpty()) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            HitRow row = rows.get(i);
            if (open.containsKey(row.event())) {
                double part = decoded == 0 ? 1.0 / open.size() : (double) row.decoded() / decoded;
                long own = Math.min(row.filtered(), Math.round(lost * part));
                rows.set(i, new HitRow(row.event(), row.hits(), row.decoded(), row.filtered() - own, own, row.misses(),
                        true));
            }
        }
    }
}
