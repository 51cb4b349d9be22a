/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.List;

import io.kprobestudio.decoder.TraceClock;

/**
 * How long functions took.
 *
 * @param clock what their times were measured with
 * @param functions a function each, the longest in total first
 */
public record Latencies(TraceClock clock, List<CallLatency> functions) {

    /** Nothing was measured. */
    public static final Latencies NONE = new Latencies(TraceClock.LOCAL, List.of());

    /** Copies the list. */
    public Latencies {
        functions = List.copyOf(functions);
    }
}
