/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.HitPoint;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.viewers.OwnerDrawLabelProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.TreeItem;

/** Draws the rate of a probe over the last samples; as high as the cell is the highest of them. */
final class TrendLabels extends OwnerDrawLabelProvider {

    /** So many samples are drawn at most. */
    static final int SAMPLES = 60;
    private static final int INSET = 3;

    private final Function<Object, List<HitPoint>> samples;

    /**
     * Makes them.
     *
     * @param samples the newest samples of a row; none where nothing is drawn
     */
    TrendLabels(Function<Object, List<HitPoint>> samples) {
        this.samples = samples;
    }

    /**
     * The line through samples, as x and y in turn; the newest is at the right edge.
     *
     * @param area what it is drawn in
     */
    static int[] line(List<HitPoint> points, Rectangle area) {
        double highest = points.stream().mapToDouble(HitPoint::rate).max().orElse(0);
        int[] line = new int[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            double part = highest <= 0 ? 0 : points.get(i).rate() / highest;
            line[2 * i] = area.x + area.width - 1 - (points.size() - 1 - i) * area.width / SAMPLES;
            line[2 * i + 1] = area.y + area.height - 1 - (int) Math.round(part * (area.height - 1));
        }
        return line;
    }

    @Override
    @NonNullByDefault({})
    protected void measure(Event event, Object element) {
        // as large as its column and row
    }

    @Override
    @NonNullByDefault({})
    protected void erase(Event event, Object element) {
        // the table draws selection and background
    }

    @Override
    @NonNullByDefault({})
    protected void paint(Event event, Object element) {
        List<HitPoint> points = samples.apply(element);
        if (points.size() < 2) {
            return;
        }
        Rectangle cell = event.item instanceof TreeItem row ? row.getBounds(event.index)
                : ((TableItem) event.item).getBounds(event.index);
        GC gc = event.gc;
        gc.setAntialias(SWT.ON);
        if ((event.detail & SWT.SELECTED) == 0) {
            gc.setForeground(Palette.of((Control) event.widget).seriesColor(0));
        }
        gc.drawPolyline(line(points, new Rectangle(cell.x + INSET, cell.y + INSET,
                Math.max(1, cell.width - 2 * INSET), Math.max(1, cell.height - 2 * INSET))));
    }
}
