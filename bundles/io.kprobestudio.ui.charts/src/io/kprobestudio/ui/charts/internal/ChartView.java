/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;

/** A view of charts, which can be saved. */
abstract class ChartView extends StudioView {

    /** What such a view shows. */
    interface ChartPage extends Page, ChartExport {
    }

    private @Nullable ChartPage page;

    ChartView(String helpContext) {
        super(helpContext);
    }

    /** Makes the charts. */
    abstract ChartPage createCharts(Composite parent, StudioActions actions, IViewSite site);

    @Override
    protected final Page createPage(Composite parent, StudioActions actions) {
        ChartPage made = createCharts(parent, actions, getViewSite());
        page = made;
        return made;
    }

    @Override
    @NonNullByDefault({})
    public final <T> T getAdapter(Class<T> type) {
        return type == ChartExport.class ? type.cast(page) : super.getAdapter(type);
    }
}
