/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Keeps the items of virtual tables and trees from the style engine. It remembers each item that it styled, and when the theme
 * changes it sets their colours back. On GTK a virtual table that loses rows may make items for rows that are just going: these
 * are never disposed, point to rows that are gone, and crash the process when their colours are read
 * (TableItem._getForeground, gtk_tree_model_get). The styles have no rules for items, so that nothing is lost.
 */
final class VirtualItems {

    private static final String KEY = "io.kprobestudio.ui.virtualItems"; //$NON-NLS-1$

    private VirtualItems() {
    }

    /** Does so from now on, once for a display. */
    static void keepFromStyles(Display display) {
        if (display.getData(KEY) == null) {
            display.setData(KEY, Boolean.TRUE);
            display.addFilter(SWT.Skin, VirtualItems::drop);
        }
    }

    private static void drop(Event event) {
        if (event.widget instanceof TableItem item && (item.getParent().getStyle() & SWT.VIRTUAL) != 0
                || event.widget instanceof TreeItem row && (row.getParent().getStyle() & SWT.VIRTUAL) != 0) {
            event.type = SWT.None;
        }
    }
}
