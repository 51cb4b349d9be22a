/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** What happens on each CPU or in each task, over time, to the nanosecond. */
public final class TimelineView extends ChartView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.timeline"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public TimelineView() {
        super("timeline"); //$NON-NLS-1$
    }

    @Override
    ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site) {
        return new TimelinePage(parent, actions, site);
    }
}
