/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** How long functions take whose entry and return are probed. */
public final class LatencyView extends ChartView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.latency"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public LatencyView() {
        super("latency"); //$NON-NLS-1$
    }

    @Override
    ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site) {
        return new LatencyPage(parent, actions, site);
    }
}
