/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.List;

/**
 * How long a function's calls took, as far as both ends of them were recorded. Immutable, as long as nobody adds to the
 * histogram or the heat.
 *
 * @param name the function, or the two events of a pair that was asked for
 * @param entryEvent the event of the entry, {@code group:event}
 * @param returnEvent the event of the return
 * @param histogram the durations of the paired calls
 * @param heat how many took how long when
 * @param unpaired returns whose entry was not recorded: calls that were under way when recording began, or whose entry was lost
 * @param discarded entries that were given up since events were lost, so that their return may be another call's
 * @param open entries whose return has not come: calls that are under way, or a return probe that missed
 * @param worst the longest calls, the longest first
 */
public record CallLatency(String name, String entryEvent, String returnEvent, LatencyHistogram histogram,
        LatencyHeat heat, long unpaired,
        long discarded, long open, List<Call> worst) {

    /** Copies the list. */
    public CallLatency {
        worst = List.copyOf(worst);
    }

    /** The same where several targets stand in one table. */
    public CallLatency of(String target) {
        return new CallLatency(target + ": " + name, entryEvent, returnEvent, histogram, heat, unpaired, discarded,
                open,
                worst);
    }
}
