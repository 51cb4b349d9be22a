/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import org.eclipse.swt.widgets.Composite;

/** Ready-made sets of probes, one click from running. */
public final class LibraryView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.probes.library"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public LibraryView() {
        super("library"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        return new LibraryPage(parent, actions);
    }
}
