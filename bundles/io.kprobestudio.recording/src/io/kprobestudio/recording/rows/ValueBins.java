/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

/**
 * How often values lay where: bins of one width, a power of two, which grows so that {@value #BINS} of them hold all values. For
 * one thread at a time.
 */
public final class ValueBins {

    /** The most bins. */
    public static final int BINS = 64;

    private long[] counts = new long[BINS];
    private long width = 1;
    private long first;
    private long least;
    private long most;
    private long total;

    /** Counts a value. */
    public void add(long value) {
        boolean outside = total == 0 || value < least || value > most;
        if (outside) {
            least = total == 0 ? value : Math.min(least, value);
            most = total == 0 ? value : Math.max(most, value);
            fit();
        }
        counts[(int) (Math.floorDiv(value, width) - first)]++;
        total++;
    }

    private void fit() {
        long wider = width;
        // Unsigned: the difference of two values has 64 bits and no sign
        while (Long.compareUnsigned(Math.floorDiv(most, wider) - Math.floorDiv(least, wider), BINS) >= 0) {
            wider *= 2;
        }
        long begin = Math.floorDiv(least, wider);
        if (total > 0 && (wider != width || begin != first)) {
            long[] moved = new long[BINS];
            for (int i = 0; i < BINS; i++) {
                if (counts[i] > 0) {
                    moved[(int) (Math.floorDiv((first + i) * width, wider) - begin)] += counts[i];
                }
            }
            counts = moved;
        }
        width = wider;
        first = begin;
    }

    /** How many values were counted. */
    public long total() {
        return total;
    }

    /** The least value; 0 while there is none. */
    public long least() {
        return least;
    }

    /** The greatest value; 0 while there is none. */
    public long most() {
        return most;
    }

    /** How many bins there are from the least value to the greatest. */
    public int bins() {
        return total == 0 ? 0 : (int) (Math.floorDiv(most, width) - first) + 1;
    }

    /** The least value of a bin, from 0 to {@code bins - 1}. */
    public long from(int bin) {
        return (first + bin) * width;
    }

    /** How many values a bin holds. */
    public long count(int bin) {
        return counts[bin];
    }

    /** How many different values a bin is for. */
    public long width() {
        return width;
    }

    /** The same now, which does not change. */
    public ValueBins copy() {
        ValueBins copy = new ValueBins();
        copy.counts = counts.clone();
        copy.width = width;
        copy.first = first;
        copy.least = least;
        copy.most = most;
        copy.total = total;
        return copy;
    }
}
