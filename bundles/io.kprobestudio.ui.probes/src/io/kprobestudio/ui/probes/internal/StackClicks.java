/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import java.util.function.Consumer;
import org.eclipse.jface.viewers.ColumnViewer;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;

/** Clicks into the column that says whether a probe's stack is recorded. UI thread only. */
final class StackClicks {

    private StackClicks() {
    }

    /**
     * Tells of each click.
     *
     * @param viewer whose columns are those of {@link ProbeColumn}
     * @param clicked gets the row
     */
    static void hear(ColumnViewer viewer, Consumer<Object> clicked) {
        viewer.getControl().addListener(SWT.MouseDown, event -> {
            // of a double click the second one would take the first back
            if (event.button == 1 && event.count < 2) {
                ViewerCell cell = viewer.getCell(new Point(event.x, event.y));
                if (cell != null && cell.getColumnIndex() == ProbeColumn.STACK.ordinal()) {
                    clicked.accept(cell.getElement());
                }
            }
        });
    }
}
