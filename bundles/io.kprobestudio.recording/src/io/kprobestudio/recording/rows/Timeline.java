/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventPlan;

/**
 * What happened on each CPU, in each task, or of each event between two times: a lane each, cut into columns, with how
 * often each event happened in a column. Gathered piece by piece; {@link #lanes} may be asked by any thread, the rest
 * belongs to one.
 */
public final class Timeline {

    /** What a lane is for. */
    public enum By {
        /** A CPU. */
        CPU,
        /** A task. */
        TASK,
        /** An event. */
        EVENT
    }

    /**
     * A lane.
     *
     * @param target the target's name where events of several are shown by CPU or task, otherwise empty
     * @param id the CPU, the task's number, or that of the event, by the order in which events came
     * @param name the task's name, or the event as {@code group/event}; empty for a CPU
     * @param total its events between the two times
     * @param cells what its columns have, in the order of time, and in a column in that in which events came first of all
     */
    public record Lane(String target, int id, String name, long total, List<Cell> cells) {

        /** Copies the list. */
        public Lane {
            cells = List.copyOf(cells);
        }
    }

    /**
     * What a column has of an event.
     *
     * @param column from 0 on
     * @param count how many, 1 or more
     * @param event as {@code group/event}
     */
    public record Cell(int column, int count, String event) {
    }

    /** What a lane has: only the columns with events, since most tasks live for a few of them. */
    private static final class Counts {

        final String target;
        final String name;
        /* The column above the number of the event, so that their order is that of the cells. */
        private long[] cells = new long[4];
        private int[] counts = new int[4];
        private int size;
        private long total;

        Counts(String target, String name) {
            this.target = target;
            this.name = name;
        }

        void add(int column, int event) {
            long cell = (long) column << Integer.SIZE | event;
            int at = Arrays.binarySearch(cells, 0, size, cell);
            if (at < 0) {
                at = -1 - at;
                insert(at, cell);
            }
            counts[at]++;
            total++;
        }

        /** Events come in the order of time, so that the place is near the end but in damaged recordings. */
        private void insert(int at, long cell) {
            if (size == cells.length) {
                cells = Arrays.copyOf(cells, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            System.arraycopy(cells, at, cells, at + 1, size - at);
            System.arraycopy(counts, at, counts, at + 1, size - at);
            cells[at] = cell;
            counts[at] = 0;
            size++;
        }

        Lane lane(int id, List<String> names) {
            List<Cell> filled = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                filled.add(new Cell((int) (cells[i] >>> Integer.SIZE), counts[i], names.get((int) cells[i])));
            }
            return new Lane(target, id, name, total, filled);
        }
    }

    private final By by;
    private final long from;
    private final long to;
    private final int columns;
    /* By target and number. */
    private final Map<Long, Counts> lanes = new HashMap<>();
    private final ByDecoder<int[]> byId = new ByDecoder<>(
            decoder -> new int[decoder.metadata().formats().limit() + 1]);
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long first;
    private long next = -1;
    private long end = -1;
    private volatile double looked;

    /**
     * Makes a timeline that has looked at nothing yet.
     *
     * @param from the first time, in units of the clock
     * @param to the last time, not before the first
     * @param columns how many columns, 1 or more
     */
    public Timeline(By by, long from, long to, int columns) {
        if (to < from || columns < 1) {
            throw new IllegalArgumentException("from=" + from + " to=" + to + " columns=" + columns);
        }
        this.by = by;
        this.from = from;
        this.to = to;
        this.columns = columns;
    }

    /** What the lanes are for. */
    public By by() {
        return by;
    }

    /** The first time. */
    public long from() {
        return from;
    }

    /** The last time. */
    public long to() {
        return to;
    }

    /** How much was looked at, 0 to 1. */
    public double looked() {
        return looked;
    }

    /** The column of a time between the first and the last. */
    public int column(long time) {
        return (int) Math.min(columns - 1, (time - from) / ((double) (to - from) + 1) * columns);
    }

    /**
     * Looks at some more rows.
     *
     * @param sequence the same each time
     * @param limit how many rows are looked at
     * @return whether there are more
     * @throws IOException when the recording cannot be read
     */
    public boolean advance(EventSequence sequence, long limit) throws IOException {
        if (next < 0) {
            // times are unsigned, and a timeline may begin before the clock did
            next = sequence.rowAt(Math.max(0, from));
            first = next;
            end = sequence.rowAt(to + 1);
        }
        long begin = next;
        long stop = Math.min(end, next + limit);
        synchronized (lanes) {
            sequence.read(begin, stop, (number, decoder, cpu, time, buffer, offset, length) -> {
                if (time >= from && time <= to) {
                    count(sequence, decoder, time, EventDecoder.eventId(buffer, offset, length),
                            by == By.TASK ? pid(decoder, buffer, offset, length) : cpu);
                }
            });
        }
        next = stop;
        looked = end <= stop ? 1 : (double) (stop - first) / (end - first);
        return stop < end;
    }

    private static int pid(EventDecoder decoder, java.nio.ByteBuffer buffer, int offset, int length) {
        EventPlan plan = decoder.plan(EventDecoder.eventId(buffer, offset, length));
        return plan == null ? 0 : (int) plan.pid().number(buffer, offset, length);
    }

    private void count(EventSequence sequence, EventDecoder decoder, long time, int id, int at) {
        int[] numbered = byId.of(decoder);
        int place = id >= 0 && id < numbered.length - 1 ? id : numbered.length - 1;
        if (numbered[place] == 0) {
            numbered[place] = number(decoder, id) + 1;
        }
        int event = numbered[place] - 1;
        int lane = by == By.EVENT ? event : at;
        int target = by == By.EVENT ? 0 : sequence.target(decoder);
        lanes.computeIfAbsent((long) target << Integer.SIZE | lane & 0xffffffffL,
                none -> new Counts(by == By.EVENT || sequence.targets().isEmpty() ? "" : sequence.targets().get(target),
                        name(decoder, lane)))
                .add(column(time), event);
    }

    private String name(EventDecoder decoder, int lane) {
        return switch (by) {
        case CPU -> "";
        case TASK -> decoder.metadata().comms().name(lane);
        case EVENT -> names.get(lane);
        };
    }

    private int number(EventDecoder decoder, int id) {
        EventPlan plan = decoder.plan(id);
        String name = plan == null ? "unknown" : plan.format().system() + "/" + plan.format().name();
        return numbers.computeIfAbsent(name, none -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    /** The lanes as they are known now: CPUs in order, tasks and events with the most first. */
    public List<Lane> lanes() {
        synchronized (lanes) {
            List<Lane> all = new ArrayList<>();
            lanes.forEach((key, counts) -> all.add(counts.lane(key.intValue(), names)));
            all.sort(by == By.CPU ? Comparator.comparing(Lane::target).thenComparingInt(Lane::id)
                    : Comparator.comparingLong(Lane::total).reversed().thenComparing(Lane::target)
                            .thenComparingInt(Lane::id));
            return all;
        }
    }
}
