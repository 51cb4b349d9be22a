/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import io.kprobestudio.ui.probes.internal.editor.EditorClasses;
import org.eclipse.swt.widgets.Composite;

/** The probes on the selected target. */
public final class ProbesView extends StudioView {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.probes.probes"; //$NON-NLS-1$

    /** Makes the view. Called by the workbench. */
    public ProbesView() {
        super("probes"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        EditorClasses.preload();
        return new ProbesPage(parent, actions, getViewSite());
    }
}
