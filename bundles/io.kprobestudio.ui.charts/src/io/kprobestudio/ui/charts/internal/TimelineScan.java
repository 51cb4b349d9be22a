/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Widget;

/** Gathers what a timeline shows, on a thread of its own; what is known so far is shown meanwhile. UI thread only. */
final class TimelineScan {

    /**
     * What is shown.
     *
     * @param first the time of the first event of all
     * @param last the time of the last event of all
     * @param timeline the times that are shown
     * @param lanes its lanes
     * @param nanoseconds whether the clock counts nanoseconds
     */
    record Shown(long first, long last, Timeline timeline, List<Timeline.Lane> lanes, boolean nanoseconds) {
    }

    /** Which times are wanted. */
    sealed interface Times {

        /** All. */
        Times ALL = new All();

        /** Those from one time to another, in units of the clock. */
        record Between(long from, long to) implements Times {
        }

        /** Those of the newest seconds, in whole columns; all where the clock does not count nanoseconds. */
        record Newest(double seconds) implements Times {
        }

        /** All. */
        record All() implements Times {
        }

        /** Makes the timeline of these times. */
        default Timeline timeline(Timeline.By by, long first, long last, boolean nanoseconds, int columns) {
            return switch (this) {
            case Between between -> new Timeline(by, between.from, between.to, columns);
            case Newest newest when nanoseconds -> {
                long column = Math.max(1, Math.round(newest.seconds * 1e9 / columns));
                // the column of now is not full yet
                long end = last / column * column;
                yield new Timeline(by, end - columns * column, end - 1, columns);
            }
            default -> new Timeline(by, first, last, columns);
            };
        }
    }

    /** What is wanted. */
    record Wanted(EventSequence rows, Timeline.By by, Times times, int columns) {
    }

    private static final long PIECE = 1 << 16;
    private static final long TOLD_NANOS = 200_000_000;

    private final Widget owner;
    private final UiGate gate;
    private final LatestWork work;
    private final Consumer<Shown> show;
    private boolean busy;

    TimelineScan(Widget owner, UiGate gate, Consumer<Shown> show, Consumer<String> failed) {
        this.owner = owner;
        this.gate = gate;
        this.show = show;
        work = new LatestWork("kprobes timeline", owner, failed); //$NON-NLS-1$
    }

    /** Whether something is being gathered. */
    boolean isBusy() {
        return busy;
    }

    /** Gathers something in place of what is gathered. */
    void start(Wanted wanted) {
        busy = true;
        work.start(outdated -> {
            EventSequence rows = wanted.rows();
            long first = time(rows, rows.first());
            long last = Math.max(first, time(rows, rows.end() - 1));
            boolean nanoseconds = rows.metadata().map(known -> Boolean.valueOf(known.clock().inNanoseconds()))
                    .orElse(Boolean.TRUE).booleanValue();
            Timeline timeline = wanted.times().timeline(wanted.by(), first, last, nanoseconds, wanted.columns());
            long told = System.nanoTime();
            while (!outdated.getAsBoolean() && timeline.advance(rows, PIECE)) {
                if (System.nanoTime() - told > TOLD_NANOS) {
                    told = System.nanoTime();
                    Shown part = new Shown(first, last, timeline, timeline.lanes(), nanoseconds);
                    gate.post(owner, () -> show.accept(part));
                }
            }
            if (!outdated.getAsBoolean()) {
                Shown all = new Shown(first, last, timeline, timeline.lanes(), nanoseconds);
                gate.post(owner, () -> {
                    busy = false;
                    show.accept(all);
                });
            }
        });
    }

    private static long time(EventSequence rows, long row) throws IOException {
        return rows.row(row).map(StoredEvent::time).map(Long::valueOf).orElse(Long.valueOf(0)).longValue();
    }
}
