/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The children of a composite of which one is shown at a time, such as a view's empty state or its content. UI thread only. */
public final class ControlStack {

    private final Composite parent;
    private final StackLayout layout = new StackLayout();

    /** Lays a composite out so; its children are made by who calls. */
    public ControlStack(Composite parent) {
        this.parent = parent;
        parent.setLayout(layout);
    }

    /** Shows a child in place of the one that is shown. */
    public void show(Control child) {
        if (layout.topControl != child) {
            layout.topControl = child;
            parent.layout();
        }
    }

    /** Whether a child is the one that is shown. */
    public boolean shows(Control child) {
        return layout.topControl == child;
    }

    /** Gives the keyboard to the child that is shown. */
    public void focus() {
        Control top = layout.topControl;
        if (top != null) {
            top.setFocus();
        }
    }
}
