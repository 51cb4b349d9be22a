/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts durations in buckets whose width grows with the duration, so that each is known within 1/32 of itself, whatever its
 * size. Durations below 64 have a bucket of their own. Units are those of the trace clock, nanoseconds as a rule. Used by one
 * thread at a time; {@link #copy} is for others.
 */
public final class LatencyHistogram {

    private static final int PART_BITS = 5;
    private static final int PARTS = 1 << PART_BITS;
    private static final int MOST = (Long.SIZE - PART_BITS) * PARTS;

    private final long[] counts;
    private long count;
    private long least = Long.MAX_VALUE;
    private long most;
    private double sum;

    /**
     * How many durations were in a range.
     *
     * @param from the shortest, included
     * @param to the longest, not included
     * @param count how many, 1 or more
     */
    public record Bucket(long from, long to, long count) {
    }

    /** Makes an empty histogram. */
    public LatencyHistogram() {
        counts = new long[MOST];
    }

    private LatencyHistogram(LatencyHistogram other) {
        counts = other.counts.clone();
        count = other.count;
        least = other.least;
        most = other.most;
        sum = other.sum;
    }

    /** The same at this moment, which does not change any more. */
    public LatencyHistogram copy() {
        return new LatencyHistogram(this);
    }

    /**
     * Counts a duration.
     *
     * @param duration 0 or more
     */
    public void add(long duration) {
        if (duration < 0) {
            throw new IllegalArgumentException("duration=" + duration);
        }
        counts[bucket(duration)]++;
        count++;
        least = Math.min(least, duration);
        most = Math.max(most, duration);
        sum += duration;
    }

    private static int bucket(long duration) {
        if (duration < PARTS) {
            return (int) duration;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(duration) - PART_BITS;
        return shift * PARTS + (int) (duration >>> shift);
    }

    private static long from(int bucket) {
        if (bucket < 2 * PARTS) {
            return bucket;
        }
        return (PARTS + bucket % PARTS & (2L * PARTS - 1)) << bucket / PARTS - 1;
    }

    private static long to(int bucket) {
        return bucket + 1 < MOST ? from(bucket + 1) : Long.MAX_VALUE;
    }

    /** How many durations were counted. */
    public long count() {
        return count;
    }

    /** The shortest; 0 when there is none. */
    public long least() {
        return count == 0 ? 0 : least;
    }

    /** The longest; 0 when there is none. */
    public long most() {
        return most;
    }

    /** The sum of all, as near as a double can tell. */
    public double sum() {
        return sum;
    }

    /** The mean; 0 when there is none. */
    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /**
     * A duration that so many of all do not exceed: the longest of its bucket, and never more than the longest of all.
     *
     * @param share 0 to 1, such as 0.99
     * @return the duration; 0 when there is none
     */
    public long percentile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share=" + share);
        }
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < MOST; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.max(least, Math.min(most, to(i) - 1));
            }
        }
        return 0;
    }

    /** The buckets that are not empty, the shortest durations first. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            if (counts[i] > 0) {
                buckets.add(new Bucket(from(i), to(i), counts[i]));
            }
        }
        return buckets;
    }

    /** Adds what another counted. */
    public void add(LatencyHistogram other) {
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
        count += other.count;
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
        sum += other.sum;
    }
}
