/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;

/** Hits by probe over time, and the hit table of the last recording. */
public final class HitsView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.charts.hits"; //$NON-NLS-1$

    private @Nullable HitsPage page;

    /** Makes the view. Called by the workbench. */
    public HitsView() {
        super("hits"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        HitsPage made = new HitsPage(parent, actions, getViewSite());
        page = made;
        return made;
    }

    @Override
    @NonNullByDefault({})
    public <T> T getAdapter(Class<T> type) {
        return type == ChartExport.class ? type.cast(page) : super.getAdapter(type);
    }
}
