/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the trace clock of a recording runs against the clock of the machine that recorded it, so that recordings of several
 * targets can be put into one order. It is known at some moments, from round trips; between them both clocks are taken to
 * run evenly, so that what holds at two moments holds on the straight line between.
 *
 * <pre>
 *   machine's clock - trace clock
 *      |   most  .
 *      |     .   |     '   .   most
 *      |   least '   .     |
 *      |             '   . least
 *      +------ first ----- second ---- trace clock
 * </pre>
 *
 * <p>All times are in nanoseconds. A recording's folder keeps it in the file {@link #FILE}:
 *
 * <pre>
 *   machine ID
 *   at TIME LEAST MOST        (a line for each moment)
 * </pre>
 *
 * @param machine what tells the machine's clock from others: an ID of its boot
 * @param moments at least one, by trace time
 */
public record ClockRelation(String machine, List<Moment> moments) {

    /** Where a recording's folder keeps it. */
    public static final String FILE = "clock_relation";

    /** Two clocks drift apart by no more than so much: two crystals, and what a time server lets one of them catch up by. */
    private static final double MOST_DRIFT = 500e-6;

    /**
     * What is known at one moment: the machine's clock is ahead of the trace clock by so much.
     *
     * @param time of the trace clock
     * @param least at least so much, in nanoseconds, negative where it is behind
     * @param most at most so much
     */
    public record Moment(long time, long least, long most) {

        /** Checks the order. */
        public Moment {
            if (least > most) {
                throw new IllegalArgumentException("least=%d is above most=%d".formatted(least, most));
            }
        }

        private double middle() {
            return least + (most - least) / 2.0;
        }

        private double half() {
            return (most - least) / 2.0;
        }
    }

    /**
     * A round trip during which the trace clock was read.
     *
     * @param before the machine's clock before it
     * @param after the machine's clock when the answer was there
     * @param time the trace clock, read in between, in whole steps, cut off
     */
    public record RoundTrip(long before, long after, long time) {
    }

    /** Copies the list and checks that it is one of moments behind each other. */
    public ClockRelation {
        moments = List.copyOf(moments);
        if (moments.isEmpty() || machine.isBlank()) {
            throw new IllegalArgumentException("machine=%s moments=%s".formatted(machine, moments));
        }
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i).time <= moments.get(i - 1).time) {
                throw new IllegalArgumentException("not in the order of time: moments=" + moments);
            }
        }
    }

    /**
     * What round trips that followed each other closely tell. The quickest says most; another narrows it where its bounds
     * are other ones, as when the way there took long in one and the way back in the other. Where they contradict each
     * other, as when a clock was set, the answer is as wide as their differences.
     *
     * @param trips at least one
     * @param step of the trace clock's readings
     */
    public static Moment moment(List<RoundTrip> trips, long step) {
        RoundTrip best = trips.stream().min(Comparator.comparingLong(trip -> trip.after - trip.before)).orElseThrow();
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        for (RoundTrip trip : trips) {
            long drift = (long) Math.ceil(Math.abs(trip.time - best.time) * MOST_DRIFT);
            low = Math.max(low, trip.before - trip.time - step - drift);
            high = Math.min(high, trip.after - trip.time + drift);
        }
        return new Moment(best.time, Math.min(low, high), Math.max(low, high));
    }

    /** How far the machine's clock is ahead when the trace clock shows a time, in nanoseconds: the middle of what can be. */
    public double offset(long time) {
        Line line = line(time);
        return line.from.middle() + line.slope * (time - line.from.time);
    }

    /** How wrong {@link #offset} can be at most, in nanoseconds to both sides. */
    public double uncertainty(long time) {
        Line line = line(time);
        double way = time - line.from.time;
        return line.inside
                ? line.from.half() + (line.to.half() - line.from.half()) * way / (line.to.time - line.from.time)
                : line.from.half() + Math.abs(way) * line.doubt;
    }

    /** The machine's clock when the trace clock shows a time. */
    public long toMachine(long time) {
        return time + Math.round(offset(time));
    }

    /** The trace clock when the machine's shows a time. */
    public long fromMachine(long machineTime) {
        long time = machineTime - Math.round(offset(moments.get(0).time));
        for (int i = 0; i < 3; i++) {
            // the slope is a drift, so that each step is nearer by thousands
            time = machineTime - Math.round(offset(time));
        }
        return time;
    }

    /**
     * By how much the trace clock is slow, in parts of 1: the machine's clock gains so much on it.
     *
     * @return NaN where there is one moment only
     */
    public double drift() {
        return moments.size() < 2 ? Double.NaN
                : slope(moments.get(0), moments.get(moments.size() - 1));
    }

    /** How wrong {@link #drift} can be at most; NaN where there is one moment only. */
    public double driftUncertainty() {
        return moments.size() < 2 ? Double.NaN : doubt(moments.get(0), moments.get(moments.size() - 1));
    }

    private static double slope(Moment from, Moment to) {
        return (to.middle() - from.middle()) / (to.time - from.time);
    }

    private static double doubt(Moment from, Moment to) {
        return (to.half() + from.half()) / (to.time - from.time);
    }

    /** A line through the middles from a moment on; outside of the moments with how far the slope may be off. */
    private record Line(Moment from, Moment to, double slope, double doubt, boolean inside) {

        static Line between(Moment from, Moment to) {
            return new Line(from, to, ClockRelation.slope(from, to), 0, true);
        }

        /** On from an outer moment, as the clocks ran between it and the one beside it; evenly where that says too little. */
        static Line outside(Moment outer, Moment first, Moment second) {
            double doubt = first == second ? MOST_DRIFT : ClockRelation.doubt(first, second);
            return doubt >= MOST_DRIFT ? new Line(outer, outer, 0, MOST_DRIFT, false)
                    : new Line(outer, outer, ClockRelation.slope(first, second), doubt, false);
        }
    }

    private Line line(long time) {
        int last = moments.size() - 1;
        if (time < moments.get(0).time) {
            return Line.outside(moments.get(0), moments.get(0), moments.get(Math.min(1, last)));
        }
        if (time >= moments.get(last).time) {
            return Line.outside(moments.get(last), moments.get(Math.max(0, last - 1)), moments.get(last));
        }
        int next = 1;
        while (moments.get(next).time <= time) {
            next++;
        }
        return Line.between(moments.get(next - 1), moments.get(next));
    }

    /** The content of {@link #FILE}. */
    public String toText() {
        StringBuilder text = new StringBuilder("machine ").append(machine).append('\n');
        for (Moment moment : moments) {
            text.append("at ").append(moment.time).append(' ').append(moment.least).append(' ').append(moment.most)
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads what {@link #toText} gives.
     *
     * @throws TraceDataException when it is something else; the message says which line
     */
    public static ClockRelation parse(String text) throws TraceDataException {
        String machine = "";
        List<Moment> moments = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            try {
                if (words.length == 2 && words[0].equals("machine")) {
                    machine = words[1];
                } else if (words.length == 4 && words[0].equals("at")) {
                    moments.add(new Moment(Long.parseLong(words[1]), Long.parseLong(words[2]),
                            Long.parseLong(words[3])));
                } else {
                    throw new TraceDataException("%s: not a line of it: line=%s".formatted(FILE, line));
                }
            } catch (IllegalArgumentException wrong) {
                throw new TraceDataException("%s: line=%s: %s".formatted(FILE, line, wrong.getMessage()), wrong);
            }
        }
        try {
            return new ClockRelation(machine, moments);
        } catch (IllegalArgumentException wrong) {
            throw new TraceDataException("%s: %s".formatted(FILE, wrong.getMessage()), wrong);
        }
    }
}
