/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.Arrays;

/**
 * How many calls took how long when: counts over columns of time and rows of durations. Time has {@value #COLUMNS} columns at
 * most; when they are used up, two become one, so that any span fits whatever the clock's unit, and at least half of them are
 * in use. A row is a quarter of the way from one power of two to the next. Used by one thread at a time; {@link #copy} is for
 * others, and costs little, since it shares what does not change any more.
 */
public final class LatencyHeat {

    /** So many columns at most. */
    public static final int COLUMNS = 128;
    /** Rows from one power of two to the next. */
    public static final int ROWS_PER_DOUBLE = 4;

    private static final int ROWS = Long.SIZE * ROWS_PER_DOUBLE;
    private static final int[] NONE = {};

    /* A column's counts by row; NONE where nothing was counted. What is shared is copied before it changes. */
    private final int[][] counts;
    private final boolean[] shared = new boolean[COLUMNS];
    private long begin;
    private long width = 1;
    private int used;

    /** Makes a heat without calls. */
    public LatencyHeat() {
        counts = new int[COLUMNS][];
        Arrays.fill(counts, NONE);
    }

    private LatencyHeat(LatencyHeat other) {
        counts = other.counts.clone();
        Arrays.fill(shared, true);
        begin = other.begin;
        width = other.width;
        used = other.used;
    }

    /** The same at this moment, which does not change any more. */
    public LatencyHeat copy() {
        Arrays.fill(shared, true);
        return new LatencyHeat(this);
    }

    /**
     * Counts a call.
     *
     * @param time when it ended, in units of the clock; one before the first counts as that
     * @param duration 0 or more
     */
    public void add(long time, long duration) {
        if (duration < 0) {
            throw new IllegalArgumentException("duration=" + duration);
        }
        if (used == 0) {
            begin = time;
        }
        long after = Math.max(0, time - begin);
        while (after / width >= COLUMNS) {
            halve();
        }
        int column = (int) (after / width);
        used = Math.max(used, column + 1);
        int[] rows = counts[column];
        int row = row(duration);
        if (row >= rows.length || shared[column]) {
            rows = Arrays.copyOf(rows, Math.max(rows.length, row + 1));
            counts[column] = rows;
            shared[column] = false;
        }
        rows[row] = Math.max(rows[row] + 1, rows[row]);
    }

    private void halve() {
        for (int i = 0; i < COLUMNS; i++) {
            int[] one = 2 * i < COLUMNS ? counts[2 * i] : NONE;
            int[] other = 2 * i < COLUMNS ? counts[2 * i + 1] : NONE;
            int[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
            for (int row = 0; row < other.length; row++) {
                sum[row] += other[row];
            }
            counts[i] = sum.length == 0 ? NONE : sum;
            shared[i] = false;
        }
        used = (used + 1) / 2;
        width *= 2;
    }

    /** The row of a duration: 0 for those below 2, else by its logarithm. */
    static int row(long duration) {
        if (duration < 2) {
            return 0;
        }
        return Math.min(ROWS - 1, (int) (ROWS_PER_DOUBLE * Math.log(duration) / Math.log(2) + 1e-9));
    }

    /** The shortest duration of a row, in units of the clock. */
    public static double from(int row) {
        return row == 0 ? 0 : Math.pow(2, (double) row / ROWS_PER_DOUBLE);
    }

    /** When the first column begins, in units of the clock. */
    public long begin() {
        return begin;
    }

    /** How long a column is, in units of the clock, 1 or more. */
    public long width() {
        return width;
    }

    /** How many columns there are up to the last call, 0 while there is none. */
    public int columns() {
        return used;
    }

    /** How many calls ended in a column and took what its row says. */
    public int count(int column, int row) {
        int[] rows = counts[column];
        return row < rows.length ? rows[row] : 0;
    }

    /** The first row that has calls, 0 while there are none. */
    public int firstRow() {
        for (int row = 0; row < ROWS; row++) {
            if (has(row)) {
                return row;
            }
        }
        return 0;
    }

    private boolean has(int row) {
        for (int column = 0; column < used; column++) {
            if (count(column, row) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The last row that has calls, 0 while there are none. */
    public int lastRow() {
        int last = 0;
        for (int column = 0; column < used; column++) {
            last = Math.max(last, counts[column].length - 1);
        }
        return last;
    }

    /** The highest count of all, 0 while there are none. */
    public int most() {
        int most = 0;
        for (int column = 0; column < used; column++) {
            for (int count : counts[column]) {
                most = Math.max(most, count);
            }
        }
        return most;
    }
}
