/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.swt.widgets.Composite;

/** The known targets, and what is known of the selected one. */
public final class TargetsView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.probes.targets"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public TargetsView() {
        super("targets"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        return new TargetsPage(parent, actions, getSite());
    }
}
