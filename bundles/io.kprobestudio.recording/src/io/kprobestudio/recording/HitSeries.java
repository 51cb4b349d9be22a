/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.util.Arrays;

/**
 * How an event's count rose, for charts: points of time and count, times rising. Immutable.
 */
public final class HitSeries {

    /** No points. */
    public static final HitSeries EMPTY = new HitSeries(new long[0], new long[0]);

    private final long[] times;
    private final long[] counts;

    private HitSeries(long[] times, long[] counts) {
        this.times = times;
        this.counts = counts;
    }

    /**
     * Makes a series.
     *
     * @param times milliseconds since 1970, rising
     * @param counts the count at each time
     */
    public static HitSeries of(long[] times, long[] counts) {
        if (times.length != counts.length) {
            throw new IllegalArgumentException("times=%d counts=%d".formatted(times.length, counts.length));
        }
        return new HitSeries(times.clone(), counts.clone());
    }

    /** How many points it has. */
    public int size() {
        return times.length;
    }

    /** A point's time, in milliseconds since 1970. */
    public long time(int index) {
        return times[index];
    }

    /** A point's count: hits since the probe was defined. */
    public long count(int index) {
        return counts[index];
    }

    /** Hits per second between the point before and this one; 0 for the first, and where the count fell. */
    public double rate(int index) {
        if (index == 0 || times[index] <= times[index - 1]) {
            return 0;
        }
        return Math.max(0, (counts[index] - counts[index - 1]) * 1000.0 / (times[index] - times[index - 1]));
    }

    /** All times, as a copy. */
    public long[] times() {
        return times.clone();
    }

    /** All counts, as a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** These points without the oldest beyond a number, and one more. */
    HitSeries with(long time, long count, int most) {
        int kept = Math.min(times.length, most - 1);
        long[] newTimes = Arrays.copyOfRange(times, times.length - kept, times.length + 1);
        long[] newCounts = Arrays.copyOfRange(counts, counts.length - kept, counts.length + 1);
        newTimes[kept] = time;
        newCounts[kept] = count;
        return new HitSeries(newTimes, newCounts);
    }
}
