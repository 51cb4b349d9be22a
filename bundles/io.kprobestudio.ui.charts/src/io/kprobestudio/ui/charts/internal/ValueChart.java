/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.ValueBins;
import io.kprobestudio.recording.rows.ValueColumns;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.Studio;
import java.text.DecimalFormat;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** The values of an argument: over time as mean, least and greatest, or how often they lie where. UI thread only. */
final class ValueChart implements TimeDrag.Axis {

    private static final double ROOM = 0.05;

    private final Chart chart;
    private long begin;
    private double unit = 1e9;
    private boolean drawn;

    private ValueChart(Composite parent, String name) {
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        axis(0).getGrid().setStyle(LineStyle.NONE);
        Accessibility.name(chart, name);
    }

    /** A chart over time, of which a piece can be chosen. */
    static ValueChart overTime(Composite parent, Studio studio) {
        ValueChart made = new ValueChart(parent, Messages.Values_overTime);
        made.axis(0).getTick().setFormat(new DecimalFormat("#,##0.######")); //$NON-NLS-1$
        made.axis(1).getTick().setFormat(new DecimalFormat("#,##0.##")); //$NON-NLS-1$
        made.chart.getLegend().setVisible(true);
        made.chart.getLegend().setPosition(SWT.TOP);
        Control plot = made.chart.getPlotArea().getControl();
        TimeDrag drag = new TimeDrag(plot, made, studio);
        made.chart.getPlotArea().addCustomPaintListener(event -> drag.paint(event.gc));
        return made;
    }

    /** A histogram. */
    static ValueChart histogram(Composite parent) {
        ValueChart made = new ValueChart(parent, Messages.Values_histogram);
        made.axis(0).getTick().setFormat(new DecimalFormat("#,##0.#")); //$NON-NLS-1$
        made.axis(1).getTick().setFormat(new DecimalFormat("#,##0.#")); //$NON-NLS-1$
        made.axis(1).getTitle().setText(Messages.Values_events);
        return made;
    }

    private IAxis axis(int which) {
        return which == 0 ? chart.getAxisSet().getXAxis(0) : chart.getAxisSet().getYAxis(0);
    }

    Control control() {
        return chart;
    }

    /** Draws the band of the chosen time anew. */
    void redraw() {
        chart.redraw();
        chart.getPlotArea().getControl().redraw();
    }

    /**
     * Shows values over time.
     *
     * @param start the time that counts as 0
     * @param nanoseconds whether the clock counts them
     */
    void show(ValueColumns columns, long start, boolean nanoseconds, String title) {
        begin = start;
        unit = nanoseconds ? 1e9 : 1;
        int[] filled = IntStream.range(0, columns.columns()).filter(i -> columns.count(i) > 0).toArray();
        drawn = filled.length > 0;
        if (!drawn) {
            return;
        }
        chart.suspendUpdate(true);
        try {
            Palette palette = Palette.of(chart.getParent());
            ChartStyle.apply(chart, palette);
            double[] times = Arrays.stream(filled)
                    .mapToDouble(i -> (columns.from(i) - start + columns.width() / 2.0) / unit).toArray();
            double[] least = Arrays.stream(filled).mapToDouble(i -> columns.least(i)).toArray();
            double[] most = Arrays.stream(filled).mapToDouble(i -> columns.most(i)).toArray();
            double[] mean = Arrays.stream(filled).mapToDouble(columns::mean).toArray();
            line(Messages.Values_most, palette.seriesColor(1), LineStyle.DOT, times, most);
            line(Messages.Values_mean, palette.seriesColor(0), LineStyle.SOLID, times, mean);
            line(Messages.Values_least, palette.seriesColor(2), LineStyle.DOT, times, least);
            double low = Arrays.stream(least).min().orElse(0);
            double high = Arrays.stream(most).max().orElse(1);
            double room = Math.max(0.5, (high - low) * ROOM);
            axis(1).setRange(new Range(low - room, high + room));
            axis(1).getTitle().setText(title);
            double last = (columns.from(columns.columns() - 1) + columns.width() - start) / unit;
            double first = (columns.from(0) - start) / unit;
            axis(0).setRange(new Range(first, Math.max(last, first + 1 / unit)));
            axis(0).getTitle().setText(nanoseconds ? Messages.Timeline_time : Messages.Timeline_counts);
        } finally {
            chart.suspendUpdate(false);
            redraw();
        }
    }

    /** Shows how often values lie where. */
    void show(ValueBins bins, String title) {
        drawn = bins.bins() > 0;
        if (!drawn) {
            return;
        }
        chart.suspendUpdate(true);
        try {
            Palette palette = Palette.of(chart.getParent());
            ChartStyle.apply(chart, palette);
            int count = bins.bins();
            double[] edges = new double[count + 2];
            double[] counts = new double[count + 2];
            // A step of the line stands to the right of its point; the first and the last are its feet.
            for (int i = 0; i < count; i++) {
                edges[i + 1] = bins.from(i);
                counts[i + 1] = bins.count(i);
            }
            edges[0] = edges[1];
            edges[count + 1] = edges[count] + bins.width();
            ILineSeries<?> area = line(Messages.Values_events, palette.seriesColor(0), LineStyle.SOLID, edges, counts);
            area.enableStep(true);
            area.enableArea(true);
            axis(0).setRange(new Range(edges[0] - bins.width() / 2.0, edges[count + 1] + bins.width() / 2.0));
            axis(0).getTitle().setText(title);
            axis(1).setRange(new Range(0, Arrays.stream(counts).max().orElse(1) * (1 + ROOM)));
        } finally {
            chart.suspendUpdate(false);
            chart.redraw();
        }
    }

    private ILineSeries<?> line(String id, Color color, LineStyle style, double[] x, double[] y) {
        ISeries<?> series = chart.getSeriesSet().getSeries(id);
        if (series == null) {
            series = chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE, id);
        }
        if (!(series instanceof ILineSeries<?> line)) {
            throw new IllegalStateException("no line: series=" + id); //$NON-NLS-1$
        }
        line.setSymbolType(x.length == 1 ? ILineSeries.PlotSymbolType.CIRCLE : ILineSeries.PlotSymbolType.NONE);
        line.setSymbolColor(color);
        line.setLineWidth(style == LineStyle.SOLID ? 2 : 1);
        line.setLineStyle(style);
        line.setLineColor(color);
        line.setXSeries(x);
        line.setYSeries(y);
        return line;
    }

    @Override
    public Rectangle plot() {
        Rectangle area = chart.getPlotArea().getControl().getBounds();
        return drawn ? new Rectangle(0, 0, area.width, area.height) : new Rectangle(0, 0, 0, 0);
    }

    @Override
    public long timeAt(int x) {
        return begin + (long) Math.ceil(axis(0).getDataCoordinate(x) * unit);
    }

    @Override
    public int xOf(long time) {
        Rectangle plot = plot();
        return Math.clamp(axis(0).getPixelCoordinate((time - begin) / unit), -plot.width, 2 * plot.width);
    }
}
