/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.latency.Call;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.recording.latency.LatencyHeat;
import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.recording.rows.Timeline.Cell;
import io.kprobestudio.recording.rows.Timeline.Lane;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.HitTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Charts as comma-separated values: numbers as programs read them, the same in each language. */
final class Csv {

    private Csv() {
    }

    /** The samples of probes. */
    static List<String> hits(List<HitTrace> traces) {
        List<String> lines = new ArrayList<>(List.of("event,time_s,hits,misses,hits_per_s")); //$NON-NLS-1$
        for (HitTrace trace : traces) {
            for (HitPoint point : trace.points()) {
                lines.add(String.format(Locale.ROOT, "%s,%.3f,%d,%d,%.3f", text(trace.key().toString()), //$NON-NLS-1$
                        Double.valueOf(point.seconds()), Long.valueOf(point.hits()), Long.valueOf(point.misses()),
                        Double.valueOf(point.rate())));
            }
        }
        return lines;
    }

    /** How often each event happened in pieces of time, on each CPU, in each task, or alone. */
    static List<String> lanes(TimelineScan.Shown shown, int columns) {
        Timeline timeline = shown.timeline();
        List<String> lines = new ArrayList<>(List.of(switch (timeline.by()) {
        case CPU -> "cpu"; //$NON-NLS-1$
        case TASK -> "pid"; //$NON-NLS-1$
        case EVENT -> "event"; //$NON-NLS-1$
        } + ",from_time,events,event")); //$NON-NLS-1$
        double width = ((double) (timeline.to() - timeline.from()) + 1) / columns;
        for (Lane lane : shown.lanes()) {
            String id = timeline.by() == Timeline.By.EVENT ? text(lane.name())
                    : lane.target().isEmpty() ? Integer.toString(lane.id()) : text(lane.target() + " " + lane.id()); //$NON-NLS-1$
            for (Cell cell : lane.cells()) {
                lines.add(id + "," + (timeline.from() + (long) Math.ceil(cell.column() * width)) + "," //$NON-NLS-1$ //$NON-NLS-2$
                        + cell.count() + "," + text(cell.event())); //$NON-NLS-1$
            }
        }
        return lines;
    }

    /** How many calls took how long when; times and durations in units of the clock. */
    static List<String> heat(Latencies latencies) {
        String unit = unit(latencies);
        List<String> lines = new ArrayList<>(List.of("function,from_time_" + unit + ",to_time_" + unit //$NON-NLS-1$ //$NON-NLS-2$
                + ",from_duration_" + unit + ",to_duration_" + unit + ",calls")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        for (CallLatency latency : latencies.functions()) {
            LatencyHeat heat = latency.heat();
            for (int column = 0; column < heat.columns(); column++) {
                long from = heat.begin() + column * heat.width();
                for (int row = heat.firstRow(); row <= heat.lastRow(); row++) {
                    if (heat.count(column, row) > 0) {
                        lines.add(String.format(Locale.ROOT, "%s,%d,%d,%.0f,%.0f,%d", text(latency.name()), //$NON-NLS-1$
                                Long.valueOf(from), Long.valueOf(from + heat.width()),
                                Double.valueOf(Math.ceil(LatencyHeat.from(row))),
                                Double.valueOf(Math.ceil(LatencyHeat.from(row + 1))),
                                Integer.valueOf(heat.count(column, row))));
                    }
                }
            }
        }
        return lines;
    }

    /** The longest calls. */
    static List<String> worst(Latencies latencies) {
        String unit = unit(latencies);
        List<String> lines = new ArrayList<>(
                List.of("function,began_" + unit + ",took_" + unit + ",pid,cpu")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        for (CallLatency latency : latencies.functions()) {
            for (Call call : latency.worst()) {
                lines.add(text(latency.name()) + "," + call.began() + "," + call.took() + "," + call.pid() + "," //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                        + call.cpu());
            }
        }
        return lines;
    }

    private static String unit(Latencies latencies) {
        return latencies.clock().inNanoseconds() ? "ns" : "counts"; //$NON-NLS-1$ //$NON-NLS-2$
    }

    static String text(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"'; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }
}
