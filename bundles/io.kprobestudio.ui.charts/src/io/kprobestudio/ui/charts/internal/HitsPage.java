/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.HitTrace;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewSite;

/** The chart above the hit table, which is there once a recording ended; or what to do while there is nothing to chart. */
final class HitsPage implements ChartView.ChartPage {

    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final SashForm sash;
    private final HitChart chart;
    private final HitTable table;

    HitsPage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        stack = new ControlStack(parent);
        empty = new EmptyState(parent);
        empty.setWords(Messages.Hits_empty, Messages.Hits_emptyText);
        sash = new SashForm(parent, SWT.VERTICAL);
        chart = new HitChart(sash);
        table = new HitTable(sash);
        sash.setWeights(60, 40);
        sash.setMaximizedControl(chart.control());
        stack.show(empty);
        IAction total = new Action(Messages.Hits_total, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                chart.setTotal(isChecked());
                refresh();
            }
        };
        total.setToolTipText(Messages.Hits_totalTip);
        total.setImageDescriptor(Images.descriptor("chart-total")); //$NON-NLS-1$
        site.getActionBars().getToolBarManager().add(total);
    }

    @Override
    public void refresh() {
        List<HitTrace> traces = studio.session().map(TargetSession::history).orElse(List.of());
        RecordingStatus recording = studio.recording();
        boolean hasTable = !recording.table().isEmpty();
        boolean hasPoints = traces.stream().anyMatch(trace -> trace.points().size() > 1);
        if (!hasTable && !hasPoints) {
            stack.show(empty);
            return;
        }
        chart.show(traces);
        table.show(recording.table());
        Control alone = hasTable ? hasPoints ? null : table.control() : chart.control();
        if (sash.getMaximizedControl() != alone) {
            sash.setMaximizedControl(alone);
        }
        stack.show(sash);
    }

    @Override
    public Control picture() {
        return stack.shows(sash) ? sash : empty;
    }

    @Override
    public List<String> csv() {
        return Csv.hits(studio.session().map(TargetSession::history).orElse(List.of()));
    }

    @Override
    public void focus() {
        stack.focus();
    }
}
