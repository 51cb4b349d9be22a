/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline;
import io.kprobestudio.recording.rows.Timeline.Cell;
import io.kprobestudio.recording.rows.Timeline.Lane;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.Studio;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * A lane for each CPU or task, a stroke for each piece of time in which something happened there, in the colours of its events.
 * The wheel and the keys zoom and move, the mouse chooses a time. UI thread only.
 */
final class TimelineChart implements TimeDrag.Axis {

    private static final int GAP = 6;
    private static final int FAINT = 110;
    /** No closer than so many units of the clock. */
    private static final long CLOSEST = 20;
    /* Lanes of few CPUs are this many lines of text high. */
    private static final int TALLEST = 3;
    private static final double WHEEL = 1.5;
    /* Fewer strokes than this are drawn wider. */
    private static final int FEW = 150;

    /** Tells which time is wanted now. */
    interface Zoom {

        /** All times. */
        void all();

        /** From one time to another. */
        void to(long from, long to);
    }

    private final Canvas canvas;
    private final TimeDrag drag;
    private final Zoom zoom;
    private final Studio studio;
    /* Those that happened in the time that is shown, in the order of their names. */
    private List<String> events = List.of();
    /* Of each lane that is shown. */
    private final List<List<Stroke>> strokes = new ArrayList<>();
    private TimelineScan.@Nullable Shown shown;
    private Rectangle plot = new Rectangle(0, 0, 0, 0);
    private Timeline.By lanes = Timeline.By.CPU;
    private int lane = 1;

    TimelineChart(Composite parent, Studio studio, Zoom zoom) {
        this.zoom = zoom;
        this.studio = studio;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        Accessibility.name(canvas, Messages.Timeline_name);
        drag = new TimeDrag(canvas, this, studio);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.MouseMove, event -> canvas.setToolTipText(words(event.x, event.y)));
        canvas.addListener(SWT.MouseDown, event -> canvas.setFocus());
        canvas.addListener(SWT.MouseWheel, event -> {
            event.doit = false;
            zoomBy(event.count > 0 ? 1 / WHEEL : WHEEL, event.x);
        });
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.Traverse, event -> event.doit = true);
        canvas.getVerticalBar().addListener(SWT.Selection, event -> canvas.redraw());
    }

    Control control() {
        return canvas;
    }

    /** How many pieces of time there is room for, 1 or more. */
    int columns() {
        return Math.max(1, canvas.getClientArea().width - labels() - 2 * GAP);
    }

    private int labels() {
        int characters = lanes == Timeline.By.CPU ? 6 : 16;
        return Math.min(canvas.getClientArea().width / 3, characters * canvas.getFont().getFontData()[0].getHeight());
    }

    /** Makes room for what the lanes are called. */
    void setLanes(Timeline.By by) {
        lanes = by;
    }

    void show(TimelineScan.Shown now) {
        shown = now;
        events = List.copyOf(now.lanes().stream().flatMap(one -> one.cells().stream()).map(Cell::event)
                .collect(Collectors.toCollection(TreeSet::new)));
        strokes.clear();
        now.lanes().forEach(one -> strokes.add(Stroke.of(one)));
        canvas.redraw();
    }

    @Override
    public Rectangle plot() {
        return plot;
    }

    @Override
    public long timeAt(int x) {
        TimelineScan.Shown now = shown;
        return now == null ? 0 : now.timeline().from()
                + (long) Math.ceil((double) (x - plot.x) / Math.max(1, plot.width) * span(now) - 1e-9);
    }

    @Override
    public int xOf(long time) {
        TimelineScan.Shown now = shown;
        double share = now == null ? 0 : (time - now.timeline().from()) / span(now);
        return plot.x + (int) Math.floor(Math.clamp(share, -1, 2) * plot.width);
    }

    private static double span(TimelineScan.Shown now) {
        return (double) (now.timeline().to() - now.timeline().from()) + 1;
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(canvas.getParent());
        Rectangle area = canvas.getClientArea();
        gc.setBackground(canvas.getParent().getBackground());
        gc.fillRectangle(area);
        TimelineScan.Shown now = shown;
        if (now == null) {
            return;
        }
        int line = gc.getFontMetrics().getHeight();
        int left = labels() + GAP;
        plot = new Rectangle(left, GAP, Math.max(1, area.width - left - GAP),
                Math.max(line, area.height - GAP - line - GAP - TimeAxis.height(line)));
        List<Lane> all = now.lanes();
        lane = Math.clamp(plot.height / Math.max(1, all.size()), line + GAP, TALLEST * line);
        scroll(all.size() * lane);
        gc.setClipping(0, plot.y, area.width, plot.height);
        int top = plot.y - canvas.getVerticalBar().getSelection();
        for (int i = 0; i < all.size(); i++) {
            if (top + lane > plot.y && top < plot.y + plot.height) {
                name(gc, palette, HitLines.label(now.timeline().by(), all.get(i)), top);
                draw(gc, palette, strokes.get(i), top);
            }
            top += lane;
        }
        drag.paint(gc);
        gc.setClipping((Rectangle) null);
        gc.setForeground(palette.line());
        gc.drawRectangle(plot);
        gc.setForeground(palette.text());
        double unit = now.nanoseconds() ? 1e9 : 1;
        TimeAxis.draw(gc, plot, area.width, (now.timeline().from() - now.first()) / unit,
                (now.timeline().to() + 1 - now.first()) / unit,
                now.nanoseconds() ? Messages.Timeline_time : Messages.Timeline_counts);
        legend(gc, palette, area.height - line - GAP / 2, area.width);
    }

    private void scroll(int height) {
        ScrollBar bar = canvas.getVerticalBar();
        boolean needed = height > plot.height;
        bar.setVisible(needed);
        bar.setValues(needed ? Math.min(bar.getSelection(), height - plot.height) : 0, 0, Math.max(height, 1),
                Math.max(1, Math.min(height, plot.height)), lane, Math.max(lane, plot.height));
    }

    private void name(GC gc, Palette palette, String name, int top) {
        gc.setForeground(palette.text());
        gc.setClipping(0, plot.y, plot.x - 2, plot.height);
        gc.drawText(name, GAP, top + (lane - gc.getFontMetrics().getHeight()) / 2, true);
    }

    private void draw(GC gc, Palette palette, List<Stroke> of, int top) {
        gc.setClipping(plot.x, plot.y, plot.width, plot.height);
        gc.setForeground(palette.line());
        gc.drawLine(plot.x, top + lane - 1, plot.x + plot.width, top + lane - 1);
        int most = of.stream().mapToInt(Stroke::count).max().orElse(1);
        int width = of.size() < FEW ? 2 : 1;
        for (Stroke stroke : of) {
            gc.setAlpha(most == 1 ? 255 : FAINT + (int) ((255 - FAINT) * HeatChart.share(stroke.count(), most)));
            int[] ends = stroke.ends(lane - 5);
            int begin = 0;
            for (int i = 0; i < ends.length; i++) {
                gc.setBackground(palette.seriesColor(colour(stroke.parts().get(i).event())));
                gc.fillRectangle(plot.x + stroke.column(), top + 2 + begin, width, ends[i] - begin);
                begin = ends[i];
            }
        }
        gc.setAlpha(255);
        gc.setClipping(0, plot.y, plot.x + plot.width + GAP, plot.height);
    }

    private int colour(String event) {
        return studio.colour(event);
    }

    private void legend(GC gc, Palette palette, int y, int width) {
        int x = plot.x;
        int line = gc.getFontMetrics().getHeight();
        for (int i = 0; i < events.size(); i++) {
            String event = events.get(i);
            String name = EventNames.shortName(event);
            int extent = gc.textExtent(name).x;
            String more = "+" + (events.size() - i); //$NON-NLS-1$
            int after = i == events.size() - 1 ? 0 : 2 * GAP + gc.textExtent(more).x;
            if (x + line + extent + after > width) {
                gc.setForeground(palette.text());
                gc.drawText(more, x, y, true);
                return;
            }
            gc.setBackground(palette.seriesColor(colour(event)));
            gc.fillRectangle(x, y + line / 4, line / 2, line / 2);
            gc.setForeground(palette.text());
            gc.drawText(name, x + line, y, true);
            x += line + extent + 2 * GAP;
        }
    }

    /** What is under a point, null where nothing is. */
    @Nullable
    String words(int x, int y) {
        TimelineScan.Shown now = shown;
        if (now == null) {
            return null;
        }
        if (y >= plot.y + plot.height) {
            return events.isEmpty() ? null
                    : events.stream().map(EventNames::shortName).collect(Collectors.joining("\n")); //$NON-NLS-1$
        }
        if (y < plot.y) {
            return null;
        }
        int index = (y - plot.y + canvas.getVerticalBar().getSelection()) / lane;
        if (index >= now.lanes().size()) {
            return null;
        }
        Lane one = now.lanes().get(index);
        String name = HitLines.label(now.timeline().by(), one);
        if (x < plot.x) {
            return name;
        }
        return strokes.get(index).stream().filter(stroke -> Math.abs(stroke.column() - (x - plot.x)) <= 1).findFirst()
                .map(stroke -> stroke.parts().stream().map(part -> NLS.bind(Messages.Timeline_cell,
                        new Object[]{ name, EventNames.shortName(part.event()), HitTable.number(part.count()) }))
                        .collect(Collectors.joining("\n"))) //$NON-NLS-1$
                .orElse(null);
    }

    private void key(Event event) {
        int middle = plot.x + plot.width / 2;
        switch (event.keyCode == 0 || event.character == '+' || event.character == '-' ? event.character
                : event.keyCode) {
        case '+', '=', SWT.KEYPAD_ADD -> zoomBy(1 / WHEEL, middle);
        case '-', SWT.KEYPAD_SUBTRACT -> zoomBy(WHEEL, middle);
        case SWT.ARROW_LEFT -> move(-0.25);
        case SWT.ARROW_RIGHT -> move(0.25);
        case SWT.HOME -> zoom.all();
        case SWT.CR -> zoomToChosen();
        default -> event.doit = true;
        }
    }

    /** Shows more of the time about a place, or less. */
    void zoomBy(double factor, int x) {
        TimelineScan.Shown now = shown;
        if (now != null) {
            double span = Math.max(CLOSEST, span(now) * factor);
            double share = Math.clamp((double) (x - plot.x) / Math.max(1, plot.width), 0, 1);
            long from = Math.round(now.timeline().from() + share * span(now) - share * span);
            to(now, from, span);
        }
    }

    private void move(double share) {
        TimelineScan.Shown now = shown;
        if (now != null) {
            to(now, now.timeline().from() + Math.round(share * span(now)), span(now));
        }
    }

    /** Never further than to the first and the last event. */
    private void to(TimelineScan.Shown now, long from, double span) {
        if (span >= (double) (now.last() - now.first()) + 1) {
            zoom.all();
            return;
        }
        long size = Math.round(span) - 1;
        long begin = Math.max(now.first(), Math.min(from, now.last() - size));
        zoom.to(begin, begin + size);
    }

    /** Shows the time that the user chose. */
    void zoomToChosen() {
        TimelineScan.Shown now = shown;
        if (now != null) {
            studio.time().ifPresent(time -> {
                double span = Math.max(CLOSEST, (time.to() - time.from() + 1) * 1.1);
                to(now, Math.round((time.from() + time.to()) / 2.0 - span / 2), span);
            });
        }
    }
}
