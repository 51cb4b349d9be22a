/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.text.DecimalFormat;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.recording.latency.LatencyHistogram;
import io.kprobestudio.recording.latency.LatencyHistogram.Bucket;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;

/** How many calls of one function took how long, on a logarithmic axis, with the median and the slowest hundredth. */
final class LatencyChart {

    private static final double HEADROOM = 1.1;
    private static final double UNITS_IN_MICROSECOND = 1000;
    /** Columns of the histogram from one power of two to the next. */
    private static final int COLUMNS = 4;

    private final Chart chart;

    LatencyChart(Composite parent) {
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(true);
        chart.getLegend().setPosition(SWT.BOTTOM);
        IAxis duration = chart.getAxisSet().getXAxis(0);
        duration.getGrid().setStyle(LineStyle.NONE);
        duration.getTick().setFormat(new DecimalFormat("#,##0.###")); //$NON-NLS-1$
        IAxis calls = chart.getAxisSet().getYAxis(0);
        calls.getTitle().setText(Messages.Latency_calls);
        calls.getGrid().setStyle(LineStyle.SOLID);
        calls.getTick().setFormat(new DecimalFormat("#,##0.#")); //$NON-NLS-1$
        Accessibility.name(chart, Messages.Latency_chart);
    }

    Control control() {
        return chart;
    }

    /** The edges of the columns and how many calls are in each: a column of no calls is there too. */
    private record Columns(double[] edges, double[] counts) {

        static Columns of(LatencyHistogram histogram, double unit) {
            List<Bucket> buckets = histogram.buckets();
            int first = column(buckets.get(0).from());
            int last = column(buckets.get(buckets.size() - 1).from());
            double[] edges = new double[last - first + 3];
            double[] counts = new double[edges.length];
            for (int i = 0; i < edges.length; i++) {
                // A step of the line stands to the right of its point; the first and the last are its feet.
                edges[i] = Math.pow(2, (first + i - 1.0) / COLUMNS) / unit;
            }
            for (Bucket bucket : buckets) {
                counts[column(bucket.from()) - first + 1] += bucket.count();
            }
            return new Columns(edges, counts);
        }

        private static int column(long duration) {
            return (int) Math.floor(COLUMNS * Math.log(Math.max(1, duration)) / Math.log(2) + 1e-9);
        }
    }

    void show(CallLatency latency, DurationText units) {
        LatencyHistogram histogram = latency.histogram();
        if (histogram.count() == 0) {
            return;
        }
        chart.suspendUpdate(true);
        try {
            Palette palette = Palette.of(chart.getParent());
            style(palette);
            double unit = units.clock().inNanoseconds() ? UNITS_IN_MICROSECOND : 1;
            Columns columns = Columns.of(histogram, unit);
            double most = 0;
            for (double count : columns.counts()) {
                most = Math.max(most, count);
            }
            ILineSeries<?> calls = line(Messages.Latency_calls, palette.seriesColor(0));
            calls.enableStep(true);
            calls.enableArea(true);
            calls.setXSeries(columns.edges());
            calls.setYSeries(columns.counts());
            mark(Messages.Latency_median, palette.seriesColor(2), histogram.percentile(0.5), unit, most, units);
            mark(Messages.Latency_p99, palette.seriesColor(1), histogram.percentile(0.99), unit, most, units);
            IAxis duration = chart.getAxisSet().getXAxis(0);
            duration.getTitle().setText(units.clock().inNanoseconds() ? Messages.Latency_duration
                    : Messages.Latency_counts);
            double from = columns.edges()[0];
            double to = columns.edges()[columns.edges().length - 1];
            duration.setRange(new Range(from, Math.max(2 * from, to)));
            duration.enableLogScale(true);
            chart.getAxisSet().getYAxis(0).setRange(new Range(0, Math.max(1, most * HEADROOM)));
            chart.getTitle().setText(Messages.bind(Messages.Latency_title, latency.name(),
                    HitTable.number(histogram.count())));
        } finally {
            chart.suspendUpdate(false);
            chart.redraw();
        }
    }

    private void mark(String what, Color color, long duration, double unit, double most, DurationText units) {
        ILineSeries<?> mark = line(what, color);
        double at = Math.max(1, duration) / unit;
        mark.setXSeries(new double[]{ at, at });
        mark.setYSeries(new double[]{ 0, Math.max(1, most * HEADROOM) });
        mark.setDescription(what + " " + units.of(duration)); //$NON-NLS-1$
    }

    private ILineSeries<?> line(String id, Color color) {
        ISeries<?> series = chart.getSeriesSet().getSeries(id);
        if (series == null) {
            series = chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE, id);
        }
        if (!(series instanceof ILineSeries<?> line)) {
            throw new IllegalStateException("no line: series=" + id); //$NON-NLS-1$
        }
        line.setSymbolType(ILineSeries.PlotSymbolType.NONE);
        line.setLineWidth(2);
        line.setLineColor(color);
        return line;
    }

    private void style(Palette palette) {
        ChartStyle.apply(chart, palette);
        chart.getTitle().setForeground(palette.text());
        chart.getTitle().setFont(chart.getParent().getFont());
    }
}
