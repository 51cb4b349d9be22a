/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;

/** The measured functions, and of the selected one how many calls took how long and which took longest. */
final class LatencyPage implements Page {

    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final SashForm sash;
    private final LatencyTable table;
    private final LatencyChart chart;

    LatencyPage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        stack = new ControlStack(parent);
        MeasureFunction measure = new MeasureFunction(actions);
        empty = new EmptyState(parent);
        empty.setWords(Messages.Latency_empty, Messages.Latency_emptyText);
        empty.addButton(Messages.Latency_measureButton, measure::ask);
        sash = new SashForm(parent, SWT.VERTICAL);
        table = new LatencyTable(sash, () -> showSelected(latencies()));
        chart = new LatencyChart(sash);
        sash.setWeights(40, 60);
        stack.show(empty);
        IAction action = new Action(Messages.Latency_measure) {

            @Override
            public void run() {
                measure.ask();
            }
        };
        action.setToolTipText(Messages.Latency_measureTip);
        action.setImageDescriptor(Images.descriptor("latency-new")); //$NON-NLS-1$
        site.getActionBars().getToolBarManager().add(action);
    }

    private Latencies latencies() {
        return studio.session().map(TargetSession::latencies).orElse(Latencies.NONE);
    }

    @Override
    public void refresh() {
        Latencies now = latencies();
        if (now.functions().isEmpty()) {
            stack.show(empty);
            return;
        }
        table.show(now.functions(), new DurationText(now.clock()));
        showSelected(now);
        stack.show(sash);
    }

    private void showSelected(Latencies now) {
        table.selected(now.functions()).ifPresent(latency -> chart.show(latency, new DurationText(now.clock())));
    }

    @Override
    public void focus() {
        stack.focus();
    }
}
