/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.recording.latency.LatencyHeat;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.Studio;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * When calls took how long: time to the right, duration upwards by its logarithm, and the more calls the stronger the colour.
 * Drawn from counts, so that it costs the same however many calls there are.
 */
final class HeatChart implements TimeDrag.Axis {

    private static final int GAP = 6;
    private static final int TICK = 4;
    /* Below so many doublings the axis has more ticks than powers of ten. */
    private static final int NARROWEST = 4;
    private static final int NARROW = 8;
    private static final double FAINTEST = 0.18;

    private final Canvas canvas;
    private final TimeDrag drag;
    private LatencyHeat heat = new LatencyHeat();
    private DurationText units = DurationText.si(TraceClock.LOCAL);
    private Rectangle plot = new Rectangle(0, 0, 0, 0);
    private int low;
    private int high;

    HeatChart(Composite parent, Studio studio) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        drag = new TimeDrag(canvas, this, studio);
        canvas.addListener(SWT.MouseMove, event -> canvas.setToolTipText(words(event.x, event.y)));
        Accessibility.name(canvas, Messages.Heat_name);
    }

    Control control() {
        return canvas;
    }

    @Override
    public Rectangle plot() {
        return heat.columns() == 0 ? new Rectangle(0, 0, 0, 0) : plot;
    }

    @Override
    public long timeAt(int x) {
        return heat.begin()
                + Math.round((double) (x - plot.x) / Math.max(1, plot.width) * heat.width() * heat.columns());
    }

    @Override
    public int xOf(long time) {
        double share = (double) (time - heat.begin()) / Math.max(1, heat.width() * heat.columns());
        return plot.x + (int) Math.round(Math.clamp(share, -1, 2) * plot.width);
    }

    void show(CallLatency latency, DurationText with) {
        heat = latency.heat();
        units = with;
        canvas.redraw();
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(canvas.getParent());
        Rectangle area = canvas.getClientArea();
        gc.setBackground(canvas.getParent().getBackground());
        gc.fillRectangle(area);
        gc.setForeground(palette.text());
        if (heat.columns() == 0) {
            return;
        }
        low = heat.firstRow();
        high = heat.lastRow() + 1;
        int line = gc.getFontMetrics().getHeight();
        int left = line + GAP + widestLabel(gc) + TICK + GAP;
        plot = new Rectangle(left, line + 2 * GAP, area.width - left - 2 * GAP,
                area.height - 2 * line - line - 5 * GAP - TICK);
        if (plot.width < 2 * line || plot.height < line) {
            return;
        }
        cells(gc, palette);
        gc.setForeground(palette.line());
        gc.drawRectangle(plot);
        gc.setForeground(palette.text());
        durations(gc, line);
        TimeAxis.draw(gc, plot, canvas.getClientArea().width, 0, span(),
                units.clock().inNanoseconds() ? Messages.Heat_time : Messages.Heat_counts);
        scale(gc, palette, line);
        drag.paint(gc);
    }

    private void cells(GC gc, Palette palette) {
        RGB strong = palette.seriesColor(0).getRGB();
        RGB empty = canvas.getParent().getBackground().getRGB();
        ImageData data = new ImageData(LatencyHeat.COLUMNS, high - low, 24,
                new PaletteData(0xff0000, 0x00ff00, 0x0000ff));
        int most = heat.most();
        for (int column = 0; column < LatencyHeat.COLUMNS; column++) {
            for (int row = low; row < high; row++) {
                int count = column < heat.columns() ? heat.count(column, row) : 0;
                data.setPixel(column, high - 1 - row, data.palette.getPixel(mixed(empty, strong, share(count, most))));
            }
        }
        Image image = new Image(canvas.getDisplay(), data);
        try {
            gc.setInterpolation(SWT.NONE);
            gc.drawImage(image, 0, 0, heat.columns(), high - low, plot.x, plot.y, plot.width, plot.height);
        } finally {
            image.dispose();
        }
    }

    /** How strong the colour of a count is, 0 to 1: by its logarithm, and a single call is seen too. */
    static double share(int count, int most) {
        return count == 0 ? 0 : FAINTEST + (1 - FAINTEST) * (most == 1 ? 1 : Math.log(count) / Math.log(most));
    }

    private static RGB mixed(RGB one, RGB other, double share) {
        return new RGB((int) (one.red + (other.red - one.red) * share),
                (int) (one.green + (other.green - one.green) * share),
                (int) (one.blue + (other.blue - one.blue) * share));
    }

    private int y(double row) {
        return plot.y + (int) Math.round(plot.height * (high - row) / (high - low));
    }

    private int widestLabel(GC gc) {
        return ticks().stream().mapToInt(tick -> gc.textExtent(label(tick.longValue())).x).max().orElse(0);
    }

    /** Round durations between the lowest and the highest: powers of ten, and where these are few, multiples of them. */
    private List<Long> ticks() {
        List<Long> ticks = new ArrayList<>();
        int doubles = (high - low) / LatencyHeat.ROWS_PER_DOUBLE;
        long[] within = doubles < NARROWEST ? new long[]{ 1, 2, 3, 4, 5, 6, 7, 8, 9 }
                : doubles < NARROW ? new long[]{ 1, 2, 5 } : new long[]{ 1 };
        for (long power = 1; power > 0 && power < LatencyHeat.from(high); power *= 10) {
            for (long times : within) {
                double row = rowOf((double) power * times);
                if (row >= low && row <= high) {
                    ticks.add(Long.valueOf(power * times));
                }
            }
        }
        return ticks;
    }

    private static double rowOf(double duration) {
        return LatencyHeat.ROWS_PER_DOUBLE * Math.log(duration) / Math.log(2);
    }

    /** A duration on its axis: one unit for each, in as few digits as it takes. */
    private String label(long tick) {
        if (!units.clock().inNanoseconds()) {
            return Long.toString(tick);
        }
        String[] names = { " ns", " \u00b5s", " ms", " s" }; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        long value = tick;
        int unit = 0;
        while (value >= 1000 && unit < names.length - 1) {
            value /= 1000;
            unit++;
        }
        return value + names[unit];
    }

    private void durations(GC gc, int line) {
        int above = Integer.MAX_VALUE;
        for (Long tick : ticks()) {
            int y = y(rowOf(tick.doubleValue()));
            gc.drawLine(plot.x - TICK, y, plot.x, y);
            String label = label(tick.longValue());
            int top = y - line / 2;
            if (top + line <= above && top >= 0) {
                gc.drawText(label, plot.x - TICK - GAP / 2 - gc.textExtent(label).x, top, true);
                above = top;
            }
        }
        upwards(gc, units.clock().inNanoseconds() ? Messages.Heat_duration : Messages.Latency_counts);
    }

    private void upwards(GC gc, String title) {
        Transform turn = new Transform(canvas.getDisplay());
        try {
            Point size = gc.textExtent(title);
            turn.translate(GAP / 2f, plot.y + Math.max(0, (plot.height + size.x) / 2f));
            turn.rotate(-90);
            gc.setTransform(turn);
            gc.drawText(title, 0, 0, true);
            gc.setTransform(null);
        } finally {
            turn.dispose();
        }
    }

    private double span() {
        double inUnits = (double) heat.width() * heat.columns();
        return units.clock().inNanoseconds() ? inUnits / 1e9 : inUnits;
    }

    /** What the colours mean: a strip from one call to the most. */
    private void scale(GC gc, Palette palette, int line) {
        String least = "1"; //$NON-NLS-1$
        String most = Messages.bind(Messages.Heat_most, HitTable.number(heat.most()));
        int strip = Math.min(80, plot.width / 4);
        int right = plot.x + plot.width;
        int x = right - gc.textExtent(most).x;
        gc.drawText(most, x, GAP / 2, true);
        x -= strip + GAP;
        RGB strong = palette.seriesColor(0).getRGB();
        RGB empty = canvas.getParent().getBackground().getRGB();
        for (int i = 0; i < strip; i++) {
            gc.setForeground(new Color(mixed(empty, strong, FAINTEST + (1 - FAINTEST) * i / strip)));
            gc.drawLine(x + i, GAP / 2 + line / 4, x + i, GAP / 2 + line * 3 / 4);
        }
        gc.setForeground(palette.text());
        int begin = x - GAP - gc.textExtent(least).x;
        if (begin > plot.x) {
            gc.drawText(least, begin, GAP / 2, true);
        }
    }

    /** What is under a point, null where nothing is. */
    @Nullable
    String words(int x, int y) {
        if (!plot.contains(x, y) || heat.columns() == 0 || plot.width == 0 || plot.height == 0) {
            return null;
        }
        int column = Math.min(heat.columns() - 1, (x - plot.x) * heat.columns() / plot.width);
        int row = high - 1 - Math.min(high - low - 1, (y - plot.y) * (high - low) / plot.height);
        int count = heat.count(column, row);
        return count == 0 ? null : Messages.bind(Messages.Heat_cell, new Object[]{ HitTable.number(count),
                units.of((long) LatencyHeat.from(row)), units.of((long) LatencyHeat.from(row + 1)) });
    }
}
