/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.log;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.swt.widgets.Composite;

/** What was done to the selected target: each write, when and by whom. */
public final class LogView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.probes.log"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public LogView() {
        super("log"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        return new LogPage(parent, actions, getViewSite());
    }
}
