/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.Locale;

import io.kprobestudio.decoder.TraceClock;

/**
 * Durations and times as people read them: three digits with a unit, and none finer than the clock's step. Of a clock that
 * counts, the counts.
 *
 * @param clock       what was measured with
 * @param microsecond the word for a microsecond
 */
public record DurationText(TraceClock clock, String microsecond) {

    private static final int THOUSAND = 1000;
    /** From here on three digits round to a thousand. */
    private static final double NEARLY_A_THOUSAND = 999.5;

    /** For output that may be read in any encoding: {@code us}, as the kernel writes it. */
    public static DurationText ascii(TraceClock clock) {
        return new DurationText(clock, "us");
    }

    /** For windows. */
    public static DurationText si(TraceClock clock) {
        return new DurationText(clock, "\u00b5s");
    }

    /** A duration in units of the clock, 0 or more: {@code 870 ns}, {@code 12.3 us}, {@code 4.56 ms}, {@code 1.20 s}. */
    public String of(long duration) {
        long shown = clock.shown(duration);
        if (!clock.inNanoseconds()) {
            return Long.toString(shown);
        }
        if (shown < THOUSAND) {
            return shown + " ns";
        }
        double value = (double) shown / THOUSAND;
        for (String unit : new String[]{ microsecond, "ms" }) {
            if (value < NEARLY_A_THOUSAND) {
                return threeDigits(value) + " " + unit;
            }
            value /= THOUSAND;
        }
        return threeDigits(value) + " s";
    }

    private static String threeDigits(double value) {
        String digits = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, value);
    }

    /** A time stamp, in seconds to the microsecond. */
    public String time(long time) {
        return clock.inNanoseconds() ? String.format(Locale.ROOT, "%.6f s", clock.shown(time) / 1e9)
                : Long.toUnsignedString(time);
    }
}
