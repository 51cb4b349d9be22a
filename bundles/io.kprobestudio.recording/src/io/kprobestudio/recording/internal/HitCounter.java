/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.registry.ProbeKey;

/** Counts records by event and CPU. One thread counts; others may ask. */
final class HitCounter {

    private long[][] byId = new long[64][0];
    /* Events whose IDs others have now. */
    private final Map<ProbeKey, long[]> gone = new LinkedHashMap<>();
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

    /** Keeps what was counted for events whose IDs other events have now under the names that they had. */
    synchronized void rename(FormatCatalog before, FormatCatalog after) {
        for (int id = 0; id < byId.length; id++) {
            @Nullable
            EventFormat had = byId[id].length > 0 ? before.byId(id) : null;
            @Nullable
            EventFormat has = after.byId(id);
            if (had != null && has != null && !key(had).equals(key(has))) {
                gone.merge(key(had), byId[id], HitCounter::sum);
                byId[id] = new long[0];
                revision++;
            }
        }
    }

    private static ProbeKey key(EventFormat format) {
        return new ProbeKey(format.system(), format.name());
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int cpu = 0; cpu < other.length; cpu++) {
            sum[cpu] += other[cpu];
        }
        return sum;
    }

    /** The counts now, by the names that the formats give. */
    synchronized LiveCounts counts(FormatCatalog formats) {
        Map<ProbeKey, long[]> all = new LinkedHashMap<>(gone);
        for (int id = 0; id < byId.length; id++) {
            if (byId[id].length > 0) {
                @Nullable
                EventFormat format = formats.byId(id);
                all.merge(format == null ? new ProbeKey("unknown", Integer.toString(id)) : key(format), byId[id],
                        HitCounter::sum);
            }
        }
        Map<ProbeKey, Long> byEvent = new LinkedHashMap<>();
        Map<ProbeKey, List<Long>> byCpu = new LinkedHashMap<>();
        all.forEach((key, cpus) -> {
            byEvent.put(key, LongStream.of(cpus).sum());
            byCpu.put(key, LongStream.of(cpus).boxed().toList());
        });
        return new LiveCounts(revision, byEvent, byCpu);
    }
}
