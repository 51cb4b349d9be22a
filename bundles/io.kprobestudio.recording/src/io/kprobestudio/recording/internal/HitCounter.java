/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.registry.ProbeKey;

/** Counts records by event and CPU. One thread counts; others may ask. */
final class HitCounter {

    private long[][] byId = new long[64][0];
    private long revision;

    /** Counts a record. */
    synchronized void count(int id, int cpu) {
        if (id < 0) {
            return;
        }
        if (id >= byId.length) {
            int before = byId.length;
            byId = Arrays.copyOf(byId, Math.max(id + 1, before * 2));
            Arrays.fill(byId, before, byId.length, new long[0]);
        }
        if (cpu >= byId[id].length) {
            byId[id] = Arrays.copyOf(byId[id], cpu + 1);
        }
        byId[id][cpu]++;
        revision++;
    }

    /** The counts now, by the names that the formats give. */
    synchronized LiveCounts counts(FormatCatalog formats) {
        Map<ProbeKey, Long> byEvent = new LinkedHashMap<>();
        Map<ProbeKey, List<Long>> byCpu = new LinkedHashMap<>();
        for (int id = 0; id < byId.length; id++) {
            long[] cpus = byId[id];
            if (cpus.length > 0) {
                @Nullable
                EventFormat format = formats.byId(id);
                ProbeKey key = format == null ? new ProbeKey("unknown", Integer.toString(id))
                        : new ProbeKey(format.system(), format.name());
                List<Long> each = new ArrayList<>();
                long sum = 0;
                for (long count : cpus) {
                    each.add(count);
                    sum += count;
                }
                byEvent.merge(key, sum, Long::sum);
                byCpu.put(key, List.copyOf(each));
            }
        }
        return new LiveCounts(revision, byEvent, byCpu);
    }
}
