/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.util.HashMap;
import java.util.Map;

/**
 * A CPU's {@code per_cpu/cpuN/stats}. What was written to the buffer is {@code readEvents + entries + overrun}; what was
 * lost is {@code overrun + dropped}, {@code dropped} counting events for which there was no room without overwriting.
 *
 * @param entries events that are in the buffer now
 * @param overrun events that were overwritten before they were read
 * @param commitOverrun events that could not be kept since the page was being written
 * @param bytes bytes in the buffer
 * @param dropped events that were refused since the buffer was full and overwriting was off
 * @param readEvents events that were read
 */
public record CpuStats(long entries, long overrun, long commitOverrun, long bytes, long dropped, long readEvents) {

    /** Nothing written, nothing lost. */
    public static final CpuStats NONE = new CpuStats(0, 0, 0, 0, 0, 0);

    /** Parses the file's text; a line that is missing counts as 0 (older kernels have fewer). */
    public static CpuStats parse(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1).trim();
            if (!value.isEmpty() && value.length() < 19 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                values.put(line.substring(0, colon).trim(), Long.valueOf(value));
            }
        }
        return new CpuStats(value(values, "entries"), value(values, "overrun"), value(values, "commit overrun"),
                value(values, "bytes"), value(values, "dropped events"), value(values, "read events"));
    }

    private static long value(Map<String, Long> values, String name) {
        return values.getOrDefault(name, 0L);
    }

    /** Events that the kernel lost. */
    public long lost() {
        return overrun + commitOverrun + dropped;
    }

    /** The sums of two CPUs. */
    public CpuStats plus(CpuStats other) {
        return new CpuStats(entries + other.entries, overrun + other.overrun, commitOverrun + other.commitOverrun,
                bytes + other.bytes, dropped + other.dropped, readEvents + other.readEvents);
    }
}
