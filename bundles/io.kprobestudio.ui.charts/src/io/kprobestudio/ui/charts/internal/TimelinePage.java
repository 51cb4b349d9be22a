/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.Studio;
import java.time.Duration;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewSite;

/** The timeline of what the events view shows, by CPU or by task. */
final class TimelinePage implements ChartView.ChartPage, TimelineChart.Zoom {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final TimelineChart chart;
    private final TimelineScan scan;
    private final Pause pause;
    private Timeline.By by = Timeline.By.CPU;
    private boolean all = true;
    private long from;
    private long to;
    private Object source = ""; //$NON-NLS-1$
    private long end;
    private int columns;
    private TimelineScan.@Nullable Shown shown;

    TimelinePage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        stack = new ControlStack(parent);
        empty = new EmptyState(parent);
        empty.setWords(Messages.Timeline_empty, Messages.Timeline_emptyText);
        chart = new TimelineChart(parent, studio, this);
        pause = new Pause(chart.control(), PAUSE, this::refresh);
        scan = new TimelineScan(parent, actions.gate(), this::show, studio::setNotice);
        chart.control().addListener(SWT.Resize, event -> start());
        IToolBarManager bar = site.getActionBars().getToolBarManager();
        bar.add(action(Messages.Timeline_in, "zoom-in", () -> zoomBy(0.5))); //$NON-NLS-1$
        bar.add(action(Messages.Timeline_out, "zoom-out", () -> zoomBy(2))); //$NON-NLS-1$
        bar.add(action(Messages.Timeline_all, "zoom-all", this::all)); //$NON-NLS-1$
        bar.add(action(Messages.Timeline_chosen, "zoom-time", chart::zoomToChosen)); //$NON-NLS-1$
        bar.add(byTask());
        stack.show(empty);
    }

    private static IAction action(String words, String picture, Runnable run) {
        IAction action = new Action(words) {

            @Override
            public void run() {
                run.run();
            }
        };
        action.setToolTipText(words);
        action.setImageDescriptor(Images.descriptor(picture));
        return action;
    }

    private IAction byTask() {
        IAction action = new Action(Messages.Timeline_byTask, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                by = isChecked() ? Timeline.By.TASK : Timeline.By.CPU;
                chart.setLanes(by);
                start();
            }
        };
        action.setToolTipText(Messages.Timeline_byTaskTip);
        action.setImageDescriptor(Images.descriptor("tasks")); //$NON-NLS-1$
        return action;
    }

    private void zoomBy(double factor) {
        chart.zoomBy(factor, chart.plot().x + chart.plot().width / 2);
    }

    @Override
    public void all() {
        all = true;
        start();
    }

    @Override
    public void to(long first, long last) {
        all = false;
        from = first;
        to = last;
        start();
    }

    private void show(TimelineScan.Shown now) {
        shown = now;
        chart.show(now);
    }

    @Override
    public void refresh() {
        EventRows rows = studio.events();
        if (rows.size() == 0) {
            stack.show(empty);
            return;
        }
        stack.show(chart.control());
        boolean other = !rows.source().equals(source);
        if (other) {
            all = true;
        }
        boolean more = rows.sequence().end() != end;
        if (other || columns != chart.columns() || more && !scan.isBusy() && pause.isOver()) {
            start();
        } else if (more) {
            pause.askLater();
        }
        chart.control().redraw();
    }

    private void start() {
        EventRows rows = studio.events();
        if (rows.size() > 0) {
            source = rows.source();
            end = rows.sequence().end();
            columns = chart.columns();
            pause.begin();
            scan.start(new TimelineScan.Wanted(rows.sequence(), by,
                    all ? TimelineScan.Times.ALL : new TimelineScan.Times.Between(from, to), columns));
        }
    }

    @Override
    public Control picture() {
        return stack.shows(chart.control()) ? chart.control() : empty;
    }

    @Override
    public List<String> csv() {
        TimelineScan.Shown now = shown;
        return now == null ? List.of() : Csv.lanes(now, columns);
    }

    @Override
    public void focus() {
        stack.focus();
    }
}
