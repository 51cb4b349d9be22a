/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.recording.rows.Timeline.Cell;
import io.kprobestudio.recording.rows.Timeline.Lane;
import io.kprobestudio.ui.charts.internal.HitPlot.Kind;
import io.kprobestudio.ui.charts.internal.HitPlot.Line;
import io.kprobestudio.ui.charts.internal.HitPlot.Point;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.HitTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Makes lines of what was counted: of the kernel's counts by probe, or of the events that came by probe, task or CPU.
 *
 * @param total hits in total instead of hits a second
 * @param losses whether misses and losses are drawn too
 */
record HitLines(boolean total, boolean losses) {

    /** How much of the past is shown of what comes in, in seconds. */
    static final double WINDOW_SECONDS = 60;
    private static final int MOST_LINES = 8;

    /** The kernel's counts of the last minute. */
    HitPlot counted(List<HitTrace> traces, List<HitPoint> lost) {
        double end = Stream.concat(traces.stream().flatMap(trace -> trace.points().stream()), lost.stream())
                .mapToDouble(HitPoint::seconds).max().orElse(0);
        ToDoubleFunction<HitPoint> value = total ? HitPoint::hits : HitPoint::rate;
        List<Line> lines = new ArrayList<>();
        for (HitTrace trace : traces) {
            lines.add(new Line(trace.key().toString(), EventNames.shortName(trace.key().toString()),
                    trace.returns() ? Kind.RETURNS : Kind.HITS, lines.size(), points(trace.points(), end, value)));
        }
        int all = lines.size();
        lines = busiest(lines, Comparator.comparingDouble(line -> -newest(line)));
        if (losses) {
            add(lines, Messages.Table_misses, Kind.MISSES, points(misses(traces), end, value));
            add(lines, Messages.Table_lost, Kind.LOSSES, points(lost, end, value));
        }
        return new HitPlot(lines, -WINDOW_SECONDS, 0, Messages.Chart_time,
                total ? Messages.Chart_hits : Messages.Chart_rate, all(Messages.Chart_fewProbes, all));
    }

    private static List<Point> points(List<HitPoint> points, double end, ToDoubleFunction<HitPoint> value) {
        return points.stream().filter(point -> point.seconds() >= end - WINDOW_SECONDS - 1)
                .map(point -> new Point(point.seconds() - end, value.applyAsDouble(point))).toList();
    }

    /** The misses of all probes together: those of a probe that has just come were there before, unseen. */
    private static List<HitPoint> misses(List<HitTrace> traces) {
        Map<Double, Long> sums = new TreeMap<>();
        for (HitTrace trace : traces) {
            trace.points().forEach(
                    point -> sums.merge(Double.valueOf(point.seconds()), Long.valueOf(point.misses()), Long::sum));
        }
        List<HitPoint> misses = new ArrayList<>();
        sums.forEach((seconds, sum) -> {
            HitPoint before = misses.isEmpty() ? null : misses.getLast();
            double rate = before == null ? 0
                    : Math.max(0, sum.longValue() - before.hits()) / (seconds.doubleValue() - before.seconds());
            misses.add(new HitPoint(seconds.doubleValue(), sum.longValue(), 0, rate));
        });
        return misses;
    }

    /** Leaves out what is all zeros, so that the legend says what there is. */
    private static void add(List<Line> lines, String label, Kind kind, List<Point> points) {
        Line line = new Line(kind.name(), label, kind, 0, points);
        if (line.most() > 0) {
            lines.add(line);
        }
    }

    /**
     * The events that came, in pieces of time.
     *
     * @param comesIn whether they come in now, so that times are before the last of them
     */
    HitPlot came(TimelineScan.Shown shown, int columns, boolean comesIn) {
        boolean live = comesIn && shown.nanoseconds();
        Timeline timeline = shown.timeline();
        double unit = shown.nanoseconds() ? 1e9 : 1;
        double width = ((double) (timeline.to() - timeline.from()) + 1) / columns / unit;
        double from = live ? -columns * width : (timeline.from() - shown.first()) / unit;
        List<Line> lines = new ArrayList<>();
        for (Lane lane : shown.lanes()) {
            lines.add(new Line(timeline.by() + " " + lane.target() + " " + lane.id(), label(timeline.by(), lane), //$NON-NLS-1$
                    Kind.HITS,
                    lines.size(), points(lane, columns, from, width)));
        }
        Map<String, Double> sums = new TreeMap<>();
        lines.forEach(line -> sums.put(line.id(),
                Double.valueOf(line.points().stream().mapToDouble(Point::y).sum())));
        int all = lines.size();
        String few = timeline.by() == Timeline.By.TASK ? Messages.Chart_fewTasks
                : timeline.by() == Timeline.By.CPU ? Messages.Chart_fewCpus : Messages.Chart_fewProbes;
        return new HitPlot(busiest(lines, Comparator.comparing(line -> -sums.getOrDefault(line.id(), 0.0))), from,
                from + columns * width, live ? Messages.Chart_time
                        : shown.nanoseconds() ? Messages.Timeline_time : Messages.Timeline_counts,
                total ? Messages.Chart_hitsShown
                        : shown.nanoseconds() ? Messages.Chart_rate : Messages.Chart_rateCounts,
                all(few, all));
    }

    static String label(Timeline.By by, Lane lane) {
        String of = lane.target().isEmpty() ? "" : ", " + lane.target(); //$NON-NLS-1$ //$NON-NLS-2$
        return switch (by) {
        case CPU -> NLS.bind(Messages.Timeline_cpu, Integer.valueOf(lane.id()));
        case TASK -> lane.name() + " " + lane.id(); //$NON-NLS-1$
        case EVENT -> EventNames.shortName(lane.name());
        } + of;
    }

    /** A step for each piece of time, at its middle. */
    private List<Point> points(Lane lane, int columns, double from, double width) {
        long[] counts = new long[columns];
        for (Cell cell : lane.cells()) {
            counts[cell.column()] += cell.count();
        }
        List<Point> points = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += counts[i];
            points.add(new Point(from + (i + 0.5) * width, total ? sum : counts[i] / width));
        }
        return points;
    }

    private static double newest(Line line) {
        return line.points().isEmpty() ? 0 : line.points().getLast().y();
    }

    /** As many as can be told apart, in the order in which they came. */
    private static List<Line> busiest(List<Line> lines, Comparator<Line> order) {
        Set<@Nullable Object> kept = new HashSet<>();
        lines.stream().sorted(order).limit(MOST_LINES).forEach(kept::add);
        return new ArrayList<>(lines.stream().filter(kept::contains).toList());
    }

    private static String all(String words, int all) {
        return all <= MOST_LINES ? "" : NLS.bind(words, Integer.valueOf(MOST_LINES), Integer.valueOf(all)); //$NON-NLS-1$
    }
}
