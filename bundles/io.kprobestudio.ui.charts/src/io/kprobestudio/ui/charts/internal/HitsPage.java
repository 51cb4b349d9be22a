/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.WordsLine;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.HitTrace;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewSite;

/**
 * The chart above the hit table, which is there once a recording ended; or what to do while there is nothing to chart. By
 * probe it draws what the kernel counted; by task and CPU, and of an opened recording, the events that came.
 */
final class HitsPage implements ChartView.ChartPage {

    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final SashForm sash;
    private final Composite charts;
    private final WordsLine note;
    private final HitChart chart;
    private final HitTable table;
    private final CameLines came;
    private Timeline.By by = Timeline.By.EVENT;
    private boolean total;
    private boolean losses = true;

    HitsPage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        stack = new ControlStack(parent);
        empty = new EmptyState(parent);
        empty.setWords(Messages.Hits_empty, Messages.Hits_emptyText);
        sash = new SashForm(parent, SWT.VERTICAL);
        charts = new Composite(sash, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(charts);
        note = new WordsLine(charts).indented(6, 2);
        chart = new HitChart(charts);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart.control());
        table = new HitTable(sash);
        came = new CameLines(charts, actions, this::refresh);
        sash.setWeights(60, 40);
        sash.setMaximizedControl(charts);
        stack.show(empty);
        IAction inTotal = check(Messages.Hits_total, false, on -> total = on);
        inTotal.setToolTipText(Messages.Hits_totalTip);
        inTotal.setImageDescriptor(Images.descriptor("chart-total")); //$NON-NLS-1$
        site.getActionBars().getToolBarManager().add(inTotal);
        IMenuManager menu = site.getActionBars().getMenuManager();
        menu.add(choice(Messages.Hits_byProbe, Timeline.By.EVENT));
        menu.add(choice(Messages.Hits_byTask, Timeline.By.TASK));
        menu.add(choice(Messages.Hits_byCpu, Timeline.By.CPU));
        menu.add(new Separator());
        menu.add(check(Messages.Hits_losses, true, on -> losses = on));
        menu.add(new Separator());
    }

    /** Sets something that is on or off. */
    @FunctionalInterface
    private interface Switch {

        void set(boolean on);
    }

    private IAction check(String words, boolean on, Switch sets) {
        IAction action = new Action(words, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                sets.set(isChecked());
                refresh();
            }
        };
        action.setChecked(on);
        return action;
    }

    private IAction choice(String words, Timeline.By lines) {
        IAction action = new Action(words, IAction.AS_RADIO_BUTTON) {

            @Override
            public void run() {
                if (isChecked()) {
                    by = lines;
                    refresh();
                }
            }
        };
        action.setChecked(lines == by);
        return action;
    }

    @Override
    public void refresh() {
        RecordingStatus recording = studio.recording();
        boolean counted = isCounted();
        boolean hasPoints = counted ? traces().stream().anyMatch(trace -> trace.points().size() > 1)
                : studio.events().size() > 0;
        boolean hasTable = !recording.table().isEmpty();
        if (!hasTable && !hasPoints) {
            stack.show(empty);
            return;
        }
        HitLines lines = new HitLines(total, losses);
        if (counted) {
            show(lines.counted(traces(), studio.session().map(TargetSession::losses).orElse(List.of())));
        } else {
            came.look(by);
            came.plot(lines).ifPresent(this::show);
        }
        table.show(recording.table());
        Control alone = hasTable ? hasPoints ? null : table.control() : charts;
        if (sash.getMaximizedControl() != alone) {
            sash.setMaximizedControl(alone);
        }
        stack.show(sash);
    }

    /** Whether the kernel's own counts are drawn. */
    private boolean isCounted() {
        return by == Timeline.By.EVENT && !studio.isRecordingShown();
    }

    private List<HitTrace> traces() {
        return studio.session().map(TargetSession::history).orElse(List.of());
    }

    private void show(HitPlot plot) {
        chart.show(plot);
        note.label().setForeground(Palette.of(charts).caution());
        note.set(Stream.of(losses ? lost() : "", plot.note()).filter(text -> !text.isEmpty()) //$NON-NLS-1$
                .collect(Collectors.joining("  "))); //$NON-NLS-1$
    }

    /** How much was missed and lost, or nothing. */
    private String lost() {
        RecordingStatus recording = studio.recording();
        long missed;
        long lost;
        if (recording.table().isEmpty()) {
            missed = traces().stream().filter(trace -> !trace.points().isEmpty())
                    .mapToLong(trace -> trace.points().getLast().misses()).sum();
            lost = recording.lost();
        } else {
            missed = recording.table().stream().mapToLong(HitRow::misses).filter(count -> count > 0).sum();
            lost = recording.table().stream().mapToLong(HitRow::lost).filter(count -> count > 0).sum();
        }
        return missed == 0 && lost == 0 ? "" //$NON-NLS-1$
                : NLS.bind(Messages.Chart_lost, HitTable.number(missed), HitTable.number(lost));
    }

    @Override
    public Control picture() {
        return stack.shows(sash) ? sash : empty;
    }

    @Override
    public List<String> csv() {
        return isCounted() ? Csv.hits(traces())
                : came.shown().map(shown -> Csv.lanes(shown, CameLines.COLUMNS)).orElse(List.of());
    }

    @Override
    public void focus() {
        stack.focus();
    }
}
