/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** By which ways probes were reached: a tree and a flame graph of the recorded stacks. */
public final class CallsView extends ChartView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.calls"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public CallsView() {
        super("calls"); //$NON-NLS-1$
    }

    @Override
    ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site) {
        return new CallsPage(parent, actions, site);
    }
}
