/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a sequence, added in rising order: a bit each, so that those of a hundred million take 12 MiB, with counts between that
 * find the one at a place quickly. Thread-safe.
 */
public final class RowSet {

    private static final int WORDS = 1024;
    private static final int ROWS = WORDS * Long.SIZE;

    private final long begin;
    private final List<long[]> chunks = new ArrayList<>();
    /* How many rows there are before each chunk. */
    private final List<Long> before = new ArrayList<>();
    private long size;
    private long last = -1;

    /**
     * Makes an empty set.
     *
     * @param begin the lowest row that may be added
     */
    public RowSet(long begin) {
        this.begin = begin;
    }

    /** Adds a row, which is higher than all that are there. */
    public synchronized void add(long row) {
        if (row < begin || row <= last) {
            throw new IllegalArgumentException("row=" + row + " is not behind row=" + Math.max(last, begin - 1));
        }
        int chunk = (int) ((row - begin) / ROWS);
        while (chunks.size() <= chunk) {
            chunks.add(new long[WORDS]);
            before.add(size);
        }
        int bit = (int) ((row - begin) % ROWS);
        chunks.get(chunk)[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
        last = row;
        size++;
    }

    /** How many rows there are. */
    public synchronized long size() {
        return size;
    }

    /** Whether a row is there. */
    public synchronized boolean contains(long row) {
        if (row < begin || row > last) {
            return false;
        }
        int bit = (int) ((row - begin) % ROWS);
        return (chunks.get((int) ((row - begin) / ROWS))[bit / Long.SIZE] >>> bit % Long.SIZE & 1) != 0;
    }

    /** How many rows are lower than this one. */
    public synchronized long countBefore(long row) {
        if (row <= begin) {
            return 0;
        }
        if (row > last) {
            return size;
        }
        int chunk = (int) ((row - begin) / ROWS);
        long count = before.get(chunk);
        long[] words = chunks.get(chunk);
        int bit = (int) ((row - begin) % ROWS);
        for (int i = 0; i < bit / Long.SIZE; i++) {
            count += Long.bitCount(words[i]);
        }
        return count + Long.bitCount(words[bit / Long.SIZE] & (1L << bit % Long.SIZE) - 1);
    }

    /**
     * The row at a place.
     *
     * @param place from 0 to {@code size - 1}
     */
    public synchronized long get(long place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("place=" + place + " size=" + size);
        }
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (before.get(middle) <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        long left = place - before.get(low);
        long[] words = chunks.get(low);
        int word = 0;
        while (left >= Long.bitCount(words[word])) {
            left -= Long.bitCount(words[word++]);
        }
        long bits = words[word];
        for (; left > 0; left--) {
            bits &= bits - 1;
        }
        return begin + (long) low * ROWS + (long) word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }
}
