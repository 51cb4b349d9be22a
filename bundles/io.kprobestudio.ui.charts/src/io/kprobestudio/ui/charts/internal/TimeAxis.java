/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.util.Locale;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** Draws the axis of time below a plot, with round numbers and a title that names the unit. */
final class TimeAxis {

    private static final int GAP = 6;
    private static final int TICK = 4;

    private TimeAxis() {
    }

    /** How much room the axis takes below a plot, for lines of a height. */
    static int height(int line) {
        return TICK + 2 * line + GAP;
    }

    /**
     * Draws the axis.
     *
     * @param from what stands at the plot's left edge
     * @param to what stands at its right edge, more than at the left
     * @param width what is there to draw on, from 0 on
     */
    static void draw(GC gc, Rectangle plot, int width, double from, double to, String title) {
        int line = gc.getFontMetrics().getHeight();
        double span = to - from;
        double step = Math.pow(10, Math.floor(Math.log10(span)));
        step = span / step < 2 ? step / 5 : span / step < 5 ? step / 2 : step;
        int y = plot.y + plot.height;
        int free = 0;
        double first = Math.ceil(from / step - 1e-9) * step;
        for (int i = 0; first + i * step <= to + span * 1e-9; i++) {
            double value = first + i * step;
            int x = plot.x + (int) Math.round(plot.width * (value - from) / span);
            gc.drawLine(x, y, x, y + TICK);
            String label = number(value, step);
            int extent = gc.textExtent(label).x;
            int begin = Math.max(0, Math.min(x - extent / 2, width - extent));
            if (begin >= free) {
                gc.drawText(label, begin, y + TICK + 1, true);
                free = begin + extent + GAP;
            }
        }
        gc.drawText(title, plot.x + Math.max(0, (plot.width - gc.textExtent(title).x) / 2), y + TICK + line + GAP / 2,
                true);
    }

    private static String number(double value, double step) {
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        double shown = Math.abs(value) < step / 2 ? 0 : value;
        return String.format(Locale.getDefault(), "%,." + digits + "f", Double.valueOf(shown)); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
