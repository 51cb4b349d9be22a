/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/**
 * The clock of a recording.
 *
 * @param name         as {@code trace_clock} lists it: {@code local}, {@code mono}, {@code counter}
 * @param resolutionNs the finest step that was measured on the target, in nanoseconds; 0 when not measured
 */
public record TraceClock(String name, long resolutionNs) {

    /** The kernel's default. */
    public static final TraceClock LOCAL = new TraceClock("local", 0);

    /** Checks the resolution. */
    public TraceClock {
        if (resolutionNs < 0) {
            throw new IllegalArgumentException("resolutionNs=" + resolutionNs);
        }
    }

    /** The same with a resolution, in nanoseconds; 0 when not measured. */
    public TraceClock withResolution(long nanoseconds) {
        return new TraceClock(name, nanoseconds);
    }

    /**
     * A time stamp as it is shown: digits finer than the clock's resolution are zeros, so that none is shown that was not
     * measured. Counts and clocks that were not measured stay as they are.
     */
    public long shown(long time) {
        if (resolutionNs < 10 || !inNanoseconds()) {
            return time;
        }
        long step = 10;
        while (step <= resolutionNs / 10) {
            step *= 10;
        }
        return time - Long.remainderUnsigned(time, step);
    }

    /** Reads {@code trace_clock}: the chosen one stands in brackets; {@code local} when none does. */
    public static TraceClock parse(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open < 0 || close < 0 ? LOCAL : new TraceClock(text.substring(open + 1, close), 0);
    }

    /** Whether time stamps are nanoseconds and print as seconds; otherwise they are counts and print as they are. */
    public boolean inNanoseconds() {
        return switch (name) {
        case "counter", "x86-tsc", "ppc-tb" -> false;
        default -> true;
        };
    }
}
