/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.HitTrace;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** A line by probe: hits a second, or hits in total, over the last minute. */
final class HitChart {

    /** How much of the past is shown, in seconds. */
    private static final double WINDOW_SECONDS = 60;
    private static final int MOST_SERIES = 8;
    /* In lines of text. */
    private static final int LOW = 14;
    private static final int LOWEST = 9;
    private static final double HEADROOM = 1.1;

    private final Chart chart;
    private boolean total;

    HitChart(Composite parent) {
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setPosition(SWT.BOTTOM);
        IAxis time = chart.getAxisSet().getXAxis(0);
        time.getTitle().setText(Messages.Chart_time);
        time.getGrid().setStyle(LineStyle.NONE);
        time.getTick().setFormat(new DecimalFormat("#")); //$NON-NLS-1$
        IAxis count = chart.getAxisSet().getYAxis(0);
        count.getGrid().setStyle(LineStyle.SOLID);
        count.getTick().setFormat(new DecimalFormat("#,##0.#")); //$NON-NLS-1$
        Accessibility.name(chart, Messages.Chart_name);
        chart.addListener(SWT.Resize, event -> arrange());
        setTotal(false);
    }

    /** In a low chart the legend stands beside the lines, which need the height, and not over the title of their axis. */
    private void arrange() {
        GC gc = new GC(chart);
        int line = gc.getFontMetrics().getHeight();
        gc.dispose();
        boolean low = chart.getSize().y < LOW * line;
        chart.getLegend().setPosition(low ? SWT.RIGHT : SWT.BOTTOM);
        chart.getAxisSet().getYAxis(0).getTitle().setVisible(chart.getSize().y >= LOWEST * line);
    }

    Control control() {
        return chart;
    }

    /** Chooses between hits a second and hits in total. */
    void setTotal(boolean on) {
        total = on;
        chart.getAxisSet().getYAxis(0).getTitle().setText(on ? Messages.Chart_hits : Messages.Chart_rate);
    }

    /** Shows traces; their order gives the colours, so that a probe keeps its own. */
    void show(List<HitTrace> traces) {
        chart.suspendUpdate(true);
        try {
            Palette palette = Palette.of(chart.getParent());
            ChartStyle.apply(chart, palette);
            double end = traces.stream().flatMap(trace -> trace.points().stream()).mapToDouble(HitPoint::seconds)
                    .max().orElse(0);
            double begin = Math.max(0, end - WINDOW_SECONDS);
            ToDoubleFunction<HitPoint> value = total ? HitPoint::hits : HitPoint::rate;
            double most = 0;
            Set<String> shown = new HashSet<>();
            for (HitTrace trace : busiest(traces)) {
                List<HitPoint> points = trace.points().stream().filter(point -> point.seconds() >= begin - 1).toList();
                String id = trace.key().toString();
                shown.add(id);
                Color color = palette.seriesColor(traces.indexOf(trace));
                ISeries<?> series = series(id, color, trace.returns());
                series.setXSeries(points.stream().mapToDouble(point -> point.seconds() - end).toArray());
                series.setYSeries(points.stream().mapToDouble(value).toArray());
                most = Math.max(most, points.stream().mapToDouble(value).max().orElse(0));
            }
            for (ISeries<?> old : chart.getSeriesSet().getSeries()) {
                if (!shown.contains(old.getId())) {
                    chart.getSeriesSet().deleteSeries(old.getId());
                }
            }
            chart.getAxisSet().getXAxis(0).setRange(new Range(-WINDOW_SECONDS, 0));
            chart.getAxisSet().getYAxis(0).setRange(new Range(0, Math.max(1, most * HEADROOM)));
        } finally {
            chart.suspendUpdate(false);
            chart.redraw();
        }
    }

    /** The traces with the highest newest rates, in the order in which they came. */
    private static List<HitTrace> busiest(List<HitTrace> traces) {
        if (traces.size() <= MOST_SERIES) {
            return traces;
        }
        List<HitTrace> sorted = new ArrayList<>(traces);
        sorted.sort(Comparator.comparingDouble(HitChart::newestRate).reversed());
        List<HitTrace> kept = sorted.subList(0, MOST_SERIES);
        return traces.stream().filter(kept::contains).toList();
    }

    private static double newestRate(HitTrace trace) {
        return trace.points().isEmpty() ? 0 : trace.points().get(trace.points().size() - 1).rate();
    }

    private ISeries<?> series(String id, Color color, boolean returns) {
        ISeries<?> series = chart.getSeriesSet().getSeries(id);
        if (series == null) {
            series = chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE, id);
        }
        if (series instanceof ILineSeries<?> line) {
            line.setSymbolType(ILineSeries.PlotSymbolType.NONE);
            line.setLineWidth(2);
            /* Entry and return often have the same counts: a dashed line lets the one under it be seen. */
            line.setLineStyle(returns ? LineStyle.DASH : LineStyle.SOLID);
            line.setLineColor(color);
            line.setAntialias(SWT.ON);
        }
        series.setDescription(EventNames.shortName(id));
        return series;
    }
}
