/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of several recordings by their numbers in the common order of time, counted from 0: each {@value #INTERVAL}th one is
 * known by how many records of each recording come before it, and what lies between is stepped through. Immutable, thread-safe.
 */
public final class RecordingSetRows {

    /** Records from one entry to the next. */
    static final int INTERVAL = 1 << 12;

    private final RecordingSet set;
    private final List<RecordingIndex> indexes;
    /* For each entry: how many records of each recording come before it, and behind them the latest time until it. */
    private final List<long[]> entries;
    private final long rows;
    private final long missed;

    private RecordingSetRows(RecordingSet set, List<RecordingIndex> indexes, List<long[]> entries, long rows,
            long missed) {
        this.set = set;
        this.indexes = indexes;
        this.entries = entries;
        this.rows = rows;
        this.missed = missed;
    }

    /**
     * Reads all records of a set once, whatever is chosen of them, and notes where they are.
     *
     * @param indexes the recordings' own, in the set's order
     * @param sink is passed each record, and told of losses
     * @throws IOException when a file cannot be read
     */
    public static RecordingSetRows of(RecordingSet set, List<RecordingIndex> indexes, RecordingSet.Sink sink)
            throws IOException {
        int members = set.members().size();
        List<long[]> entries = new ArrayList<>();
        long[] before = new long[members + 1];
        long[] rows = { 0 };
        List<ReadSummary> met = set.readFrom(indexes, new long[members], new RecordingSet.Sink() {
            @Override
            public void record(int member, long common, int cpu, long time, ByteBuffer buffer, int offset, int length)
                    throws IOException {
                // a clock may go back: to be searched, the entries' times must not
                before[members] = rows[0] == 0 ? common : Math.max(before[members], common);
                if (rows[0]++ % INTERVAL == 0) {
                    entries.add(before.clone());
                }
                before[member]++;
                sink.record(member, common, cpu, time, buffer, offset, length);
            }

            @Override
            public void lost(int member) {
                sink.lost(member);
            }
        }, Long.MAX_VALUE);
        return new RecordingSetRows(set, List.copyOf(indexes), List.copyOf(entries), rows[0],
                met.stream().mapToLong(ReadSummary::missed).sum());
    }

    /** The recordings. */
    public RecordingSet set() {
        return set;
    }

    /** How many records there are. */
    public long rows() {
        return rows;
    }

    /** How many events the kernels lost, as far as they told. */
    public long missed() {
        return missed;
    }

    /**
     * Passes some rows to a sink, in their order.
     *
     * @param from the first row, from 0 on
     * @param count how many at most
     * @throws IOException when a file cannot be read
     */
    public void read(long from, long count, RecordingSet.Sink sink) throws IOException {
        if (from < 0 || from >= rows || count <= 0) {
            return;
        }
        long[] skip = { from % INTERVAL };
        set.readFrom(indexes, entries.get((int) (from / INTERVAL)),
                (member, common, cpu, time, buffer, offset, length) -> {
                    if (skip[0] > 0) {
                        skip[0]--;
                    } else {
                        sink.record(member, common, cpu, time, buffer, offset, length);
                    }
                }, Math.min(count, rows - from) + skip[0]);
    }

    /**
     * The first row that is not before a common time.
     *
     * @param common in nanoseconds
     * @return its number; the number of rows where there is none
     * @throws IOException when a file cannot be read
     */
    public long rowAt(long common) throws IOException {
        if (rows == 0) {
            return 0;
        }
        int time = indexes.size();
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (entries.get(middle)[time] < common) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long[] row = { Math.max(0, low - 1) * (long) INTERVAL };
        boolean[] found = { false };
        read(row[0], 2L * INTERVAL, (member, at, cpu, own, buffer, offset, length) -> {
            found[0] |= at >= common;
            row[0] += found[0] ? 0 : 1;
        });
        return row[0];
    }
}
