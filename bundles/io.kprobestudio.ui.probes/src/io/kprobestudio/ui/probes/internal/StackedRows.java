/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/** Controls below each other, each as wide as there is room and as high as it wants to be then. UI thread only. */
final class StackedRows extends Layout {

    private final int marginWidth;
    private final int marginHeight;
    private final int spacing;

    StackedRows(int marginWidth, int marginHeight, int spacing) {
        this.marginWidth = marginWidth;
        this.marginHeight = marginHeight;
        this.spacing = spacing;
    }

    @Override
    @NonNullByDefault({})
    protected Point computeSize(Composite parent, int width, int height, boolean flush) {
        int row = width == SWT.DEFAULT ? SWT.DEFAULT : Math.max(0, width - 2 * marginWidth);
        int widest = 0;
        int sum = -spacing;
        for (Control child : parent.getChildren()) {
            Point size = child.computeSize(row, SWT.DEFAULT, flush);
            widest = Math.max(widest, size.x);
            sum += size.y + spacing;
        }
        return new Point(widest + 2 * marginWidth, Math.max(0, sum) + 2 * marginHeight);
    }

    @Override
    @NonNullByDefault({})
    protected void layout(Composite parent, boolean flush) {
        Rectangle area = parent.getClientArea();
        int row = Math.max(0, area.width - 2 * marginWidth);
        int top = marginHeight;
        for (Control child : parent.getChildren()) {
            int height = child.computeSize(row, SWT.DEFAULT, flush).y;
            child.setBounds(marginWidth, top, row, height);
            top += height + spacing;
        }
    }
}
