/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;

/** How long functions took whose entry and return are probed. */
public final class LatencyView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.latency"; //$NON-NLS-1$

    private @Nullable LatencyPage page;

    /** Makes the view. Called by the workbench. */
    public LatencyView() {
        super("latency"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        LatencyPage made = new LatencyPage(parent, actions, getViewSite());
        page = made;
        return made;
    }

    @Override
    @NonNullByDefault({})
    public <T> T getAdapter(Class<T> type) {
        return type == ChartExport.class ? type.cast(page) : super.getAdapter(type);
    }
}
