/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.util.Arrays;

/**
 * Values over time: for each piece of time how many there were, the least, the greatest and their sum. The pieces grow so that
 * {@value #COLUMNS} of them hold all times. For one thread at a time.
 */
public final class ValueColumns {

    /** The most columns; an even number. */
    public static final int COLUMNS = 512;

    private final long[] counts = new long[COLUMNS];
    private final long[] least = new long[COLUMNS];
    private final long[] most = new long[COLUMNS];
    private final double[] sums = new double[COLUMNS];
    private long begin;
    private long width = 1;
    private int used;

    /** Counts a value at a time; one before the first counts as at the first. */
    public void add(long time, long value) {
        if (used == 0) {
            begin = time;
        }
        long after = Math.max(0, time - begin);
        while (after / width >= COLUMNS) {
            halve();
        }
        put((int) (after / width), 1, value, value, value);
    }

    private void put(int column, long count, long low, long high, double sum) {
        boolean empty = counts[column] == 0;
        least[column] = empty ? low : Math.min(least[column], low);
        most[column] = empty ? high : Math.max(most[column], high);
        sums[column] = empty ? sum : sums[column] + sum;
        counts[column] += count;
        used = Math.max(used, column + 1);
    }

    private void halve() {
        long[] count = counts.clone();
        Arrays.fill(counts, 0);
        int before = used;
        used = 0;
        width *= 2;
        for (int i = 0; i < before; i++) {
            if (count[i] > 0) {
                put(i / 2, count[i], least[i], most[i], sums[i]);
            }
        }
    }

    /** How many columns there are up to the last value. */
    public int columns() {
        return used;
    }

    /** When a column begins, in units of the clock. */
    public long from(int column) {
        return begin + column * width;
    }

    /** How long a column is, in units of the clock. */
    public long width() {
        return width;
    }

    /** How many values a column has. */
    public long count(int column) {
        return counts[column];
    }

    /** The least value of a column that has some. */
    public long least(int column) {
        return least[column];
    }

    /** The greatest value of a column that has some. */
    public long most(int column) {
        return most[column];
    }

    /** The mean of a column that has some. */
    public double mean(int column) {
        return sums[column] / counts[column];
    }

    /** The same now, which does not change. */
    public ValueColumns copy() {
        ValueColumns copy = new ValueColumns();
        System.arraycopy(counts, 0, copy.counts, 0, COLUMNS);
        System.arraycopy(least, 0, copy.least, 0, COLUMNS);
        System.arraycopy(most, 0, copy.most, 0, COLUMNS);
        System.arraycopy(sums, 0, copy.sums, 0, COLUMNS);
        copy.begin = begin;
        copy.width = width;
        copy.used = used;
        return copy;
    }
}
