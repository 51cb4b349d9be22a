/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The probes as a table or as a tree. */
interface ProbeRows {

    /** What is laid out. */
    Composite control();

    /** What has the keyboard. */
    Control widget();

    /** The probes and targets that are selected, as the platform's commands and pages know them. */
    ISelectionProvider selected();

    /** The selected rows as text, a line each below the columns' titles, with tabs between them; empty without one. */
    String copied();
}
