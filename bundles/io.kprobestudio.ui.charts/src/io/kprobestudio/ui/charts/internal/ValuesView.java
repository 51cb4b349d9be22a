/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** The values of an argument over time, and how often they lie where. */
public final class ValuesView extends ChartView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.values"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public ValuesView() {
        super("values"); //$NON-NLS-1$
    }

    @Override
    ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site) {
        return new ValuesPage(parent, actions, site);
    }
}
