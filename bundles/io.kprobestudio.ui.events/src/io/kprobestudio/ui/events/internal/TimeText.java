/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.StudioSettings.TimeFormat;

/**
 * How times are written.
 *
 * @param format what is written
 * @param begin the time that {@link TimeFormat#SINCE_FIRST} counts from, in nanoseconds
 * @param chosen the time that {@link TimeFormat#SINCE_CHOSEN} counts from, or {@link #FIRST}
 * @param step a power of ten, in nanoseconds, that times hold to: finer digits are not shown
 */
record TimeText(TimeFormat format, long begin, long chosen, long step) {

    /** No event was chosen: the first one counts. */
    static final long FIRST = Long.MIN_VALUE;

    private static final int DIGITS = 9;
    private static final long MICROSECOND = 1000;

    /**
     * A time.
     *
     * @param nanoseconds the time
     * @param previous that of the row above; the time itself where there is none
     */
    String of(long nanoseconds, long previous) {
        return switch (format) {
        case MICROSECONDS -> step <= MICROSECOND ? seconds(nanoseconds) : cut(nanoseconds);
        case NANOSECONDS -> cut(nanoseconds);
        case SINCE_FIRST -> cut(nanoseconds - begin);
        case SINCE_CHOSEN -> cut(nanoseconds - (chosen == FIRST ? begin : chosen));
        case SINCE_PREVIOUS -> cut(nanoseconds - previous);
        };
    }

    /** Seconds with the digits that hold. */
    private String cut(long nanoseconds) {
        String all = toTheNanosecond(step == 1 ? nanoseconds : Math.floorDiv(nanoseconds, step) * step);
        int unknown = Long.toString(step).length() - 1;
        return all.substring(0, all.length() - (unknown > DIGITS - 1 ? DIGITS + 1 : unknown));
    }

    private static String toTheNanosecond(long nanoseconds) {
        long size = Math.abs(nanoseconds);
        return "%s%d.%09d".formatted(nanoseconds < 0 ? "-" : "", Long.valueOf(size / 1_000_000_000L), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                Long.valueOf(size % 1_000_000_000L));
    }

    /** The kernel's way to write a time: seconds with six digits. */
    static String seconds(long nanoseconds) {
        long micros = Math.floorDiv(nanoseconds + 500, 1000L);
        return "%d.%06d".formatted(Long.valueOf(Math.floorDiv(micros, 1_000_000L)), //$NON-NLS-1$
                Long.valueOf(Math.floorMod(micros, 1_000_000L)));
    }
}
