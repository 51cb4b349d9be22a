/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.Studio;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;

/**
 * The events that came, counted in pieces of time on a thread of its own: of an opened recording all, of what comes in the
 * last minute. UI thread only.
 */
final class CameLines {

    /** Half a second each of the last minute. */
    static final int COLUMNS = 120;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Studio studio;
    private final TimelineScan scan;
    private final Pause pause;
    private final Runnable shows;
    private Object source = ""; //$NON-NLS-1$
    private long end = -1;
    private Timeline.By by = Timeline.By.EVENT;
    private TimelineScan.@Nullable Shown shown;

    CameLines(Composite owner, StudioActions actions, Runnable shows) {
        studio = actions.studio();
        this.shows = shows;
        pause = new Pause(owner, PAUSE, () -> look(by));
        scan = new TimelineScan(owner, actions.gate(), this::take, studio::setNotice);
    }

    private void take(TimelineScan.Shown now) {
        shown = now;
        shows.run();
    }

    /** Counts what is shown now, where that is not what was counted. */
    void look(Timeline.By wanted) {
        EventRows rows = studio.events();
        boolean other = by != wanted || !rows.source().equals(source);
        if (!other && end == rows.sequence().end()) {
            return;
        }
        if (!other && (scan.isBusy() || !pause.isOver())) {
            pause.askLater();
            return;
        }
        by = wanted;
        source = rows.source();
        end = rows.sequence().end();
        pause.begin();
        scan.start(new TimelineScan.Wanted(rows.sequence(), wanted,
                studio.isRecordingShown() ? TimelineScan.Times.ALL
                        : new TimelineScan.Times.Newest(HitLines.WINDOW_SECONDS),
                COLUMNS));
    }

    /** What was counted, or nothing yet. */
    Optional<TimelineScan.Shown> shown() {
        TimelineScan.Shown now = shown;
        return now == null || now.timeline().by() != by || !studio.events().source().equals(source) ? Optional.empty()
                : Optional.of(now);
    }

    /** Its lines. */
    Optional<HitPlot> plot(HitLines lines) {
        return shown().map(now -> lines.came(now, COLUMNS, !studio.isRecordingShown()));
    }
}
