/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.swt.widgets.Composite;

/** The decoded events of the recording that runs, of the last one, or of one that was opened. */
public final class EventsView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.events.events"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public EventsView() {
        super("events"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        return new EventsPage(parent, actions, getViewSite());
    }
}
