/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.latency.Call;
import io.kprobestudio.ui.session.EventAt;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.IShowInTarget;
import org.eclipse.ui.part.ShowInContext;
import org.eclipse.osgi.util.NLS;
import io.kprobestudio.recording.latency.CallLatency;
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
import io.kprobestudio.ui.session.Studio;

/**
 * The measured functions, and of the selected one how many calls took how long, when, and which took longest: beside each other
 * where there is room, else one at a time.
 */
final class LatencyPage implements ChartView.ChartPage {

    private static final String EVENTS = "io.kprobestudio.ui.events.events"; //$NON-NLS-1$
    /** So wide two charts stand beside each other, in average characters. */
    private static final int WIDE = 90;

    private final Studio studio;
    private final IViewSite site;
    private final ControlStack stack;
    private final EmptyState empty;
    private final SashForm sash;
    private final LatencyTable table;
    private final CTabFolder folder;
    private final SashForm charts;
    private final LatencyChart chart;
    private final HeatChart heat;
    private final WorstCalls worst;
    private final CTabItem distribution;
    private final CTabItem longest;
    private @Nullable CTabItem overTime;

    LatencyPage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        this.site = site;
        stack = new ControlStack(parent);
        MeasureFunction measure = new MeasureFunction(actions);
        empty = new EmptyState(parent);
        empty.setWords(Messages.Latency_empty, Messages.Latency_emptyText);
        empty.addButton(Messages.Latency_measureButton, measure::ask);
        sash = new SashForm(parent, SWT.VERTICAL);
        table = new LatencyTable(sash, () -> showSelected(latencies()));
        folder = new CTabFolder(sash, SWT.BOTTOM | SWT.FLAT);
        charts = new SashForm(folder, SWT.HORIZONTAL);
        chart = new LatencyChart(charts);
        heat = new HeatChart(charts, studio);
        worst = new WorstCalls(folder, call -> showEvent(call, actions));
        distribution = item(Messages.Latency_tabHistogram, 0, charts);
        longest = item(Messages.Latency_tabLongest, 1, worst.control());
        folder.setSelection(distribution);
        folder.addListener(SWT.Resize, event -> arrange());
        folder.addListener(SWT.Selection, event -> arrange());
        arrange();
        sash.setWeights(34, 66);
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

    private CTabItem item(String title, int index, Control content) {
        CTabItem item = new CTabItem(folder, SWT.NONE, index);
        item.setText(title);
        item.setControl(content);
        return item;
    }

    /** Both charts beside each other where there is room, else one of them, with a tab for the other. */
    private void arrange() {
        org.eclipse.swt.graphics.GC gc = new org.eclipse.swt.graphics.GC(folder);
        boolean wide = folder.getClientArea().width > WIDE * gc.getFontMetrics().getAverageCharacterWidth();
        gc.dispose();
        CTabItem alone = overTime;
        if (wide && alone != null) {
            if (folder.getSelection() == alone) {
                folder.setSelection(distribution);
            }
            alone.dispose();
            overTime = null;
        } else if (!wide && alone == null) {
            overTime = item(Messages.Latency_tabOverTime, 1, charts);
        }
        distribution.setText(wide ? Messages.Latency_tabBoth : Messages.Latency_tabHistogram);
        Control single = wide ? null : folder.getSelection() == overTime ? heat.control() : chart.control();
        if (charts.getMaximizedControl() != single) {
            charts.setMaximizedControl(single);
        }
    }

    private Latencies latencies() {
        return studio.latencies();
    }

    @Override
    public void refresh() {
        Latencies now = latencies();
        if (now.functions().isEmpty()) {
            stack.show(empty);
            return;
        }
        table.show(now.functions(), DurationText.si(now.clock()));
        showSelected(now);
        stack.show(sash);
    }

    private void showSelected(Latencies now) {
        DurationText units = DurationText.si(now.clock());
        table.selected(now.functions()).ifPresent(latency -> {
            chart.show(latency, units);
            heat.show(latency, units);
            worst.show(latency, units);
        });
    }

    /** Goes to the event of a call's return in the Events view. */
    private void showEvent(Call call, StudioActions actions) {
        String event = table.selected(latencies().functions()).map(CallLatency::returnEvent).orElse(""); //$NON-NLS-1$
        EventAt at = new EventAt(call.began() + call.took(), call.cpu(), event.replace(':', '/'));
        try {
            IViewPart view = site.getPage().showView(EVENTS);
            if (!(view instanceof IShowInTarget target)
                    || !target.show(new ShowInContext(null, new StructuredSelection(at)))) {
                actions.studio().setNotice(NLS.bind(Messages.Worst_gone, DurationText.si(latencies().clock())
                        .time(call.began() + call.took())));
            }
        } catch (PartInitException broken) {
            throw new IllegalStateException("the events view does not open", broken); //$NON-NLS-1$
        }
    }

    @Override
    public Control picture() {
        return stack.shows(sash) ? sash : empty;
    }

    @Override
    public List<String> csv() {
        return folder.getSelection() == longest ? Csv.worst(latencies()) : Csv.heat(latencies());
    }

    @Override
    public void focus() {
        stack.focus();
    }
}
