/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** Hits by probe over time, and the hit table of the last recording. */
public final class HitsView extends ChartView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.hits"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public HitsView() {
        super("hits"); //$NON-NLS-1$
    }

    @Override
    ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site) {
        return new HitsPage(parent, actions, site);
    }
}
