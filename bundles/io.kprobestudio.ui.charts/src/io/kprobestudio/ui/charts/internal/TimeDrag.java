/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TimeRange;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/**
 * The time that all views point at, on a picture with time to the right: shown as a band, and chosen with the mouse, by a click or
 * by dragging. UI thread only.
 */
final class TimeDrag {

    /** Which time stands where. */
    interface Axis {

        /** Where the picture is, empty while there is none. */
        Rectangle plot();

        /** The time at a place, which may lie outside. */
        long timeAt(int x);

        /** The place of a time, which may lie outside. */
        int xOf(long time);
    }

    private static final int CLICK = 3;
    private static final int ALPHA = 60;

    private final Control control;
    private final Axis axis;
    private final Studio studio;
    private int began = -1;
    private int now;

    TimeDrag(Control control, Axis axis, Studio studio) {
        this.control = control;
        this.axis = axis;
        this.studio = studio;
        control.addListener(SWT.MouseDown, this::down);
        control.addListener(SWT.MouseMove, this::move);
        control.addListener(SWT.MouseUp, this::up);
    }

    private void down(Event event) {
        if (event.button == 1 && axis.plot().contains(event.x, event.y)) {
            began = event.x;
            now = event.x;
        }
    }

    private void move(Event event) {
        if (began >= 0) {
            now = event.x;
            control.redraw();
        }
    }

    private void up(Event event) {
        if (began < 0) {
            return;
        }
        Rectangle plot = axis.plot();
        int last = plot.x + plot.width - 1;
        int left = Math.clamp(Math.min(began, event.x), plot.x, Math.max(plot.x, last));
        int right = Math.clamp(Math.max(began, event.x), plot.x, Math.max(plot.x, last));
        if (right - left < CLICK) {
            left = Math.clamp(began, plot.x, Math.max(plot.x, last));
            right = left;
        }
        began = -1;
        long from = axis.timeAt(left);
        studio.chooseTime(new TimeRange(from, Math.max(from, axis.timeAt(right + 1) - 1)));
        control.redraw();
    }

    /** Draws the band over the picture. */
    void paint(GC gc) {
        Rectangle plot = axis.plot();
        Optional<TimeRange> time = studio.time();
        if (began >= 0) {
            band(gc, plot, Math.min(began, now), Math.max(began, now));
        } else if (time.isPresent()) {
            band(gc, plot, axis.xOf(time.get().from()), axis.xOf(time.get().to()));
        }
    }

    private void band(GC gc, Rectangle plot, int from, int to) {
        if (to < plot.x || from > plot.x + plot.width) {
            return;
        }
        int left = Math.max(plot.x, from);
        int right = Math.min(plot.x + plot.width, to);
        Palette palette = Palette.of(control);
        gc.setAlpha(ALPHA);
        gc.setBackground(palette.caution());
        gc.fillRectangle(left, plot.y, Math.max(1, right - left), plot.height);
        gc.setAlpha(255);
        gc.setForeground(palette.caution());
        if (from >= plot.x) {
            gc.drawLine(left, plot.y, left, plot.y + plot.height);
        }
        if (to <= plot.x + plot.width) {
            gc.drawLine(right, plot.y, right, plot.y + plot.height);
        }
    }
}
