/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.charts.internal.HitPlot.Line;
import io.kprobestudio.ui.charts.internal.HitPlot.Point;
import java.text.DecimalFormat;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** Lines of hits over time, with what was missed and lost. */
final class HitChart {

    /* In lines of text. */
    private static final int LOW = 14;
    private static final int LOWEST = 9;
    private static final double HEADROOM = 1.1;

    private final Chart chart;

    HitChart(Composite parent) {
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setPosition(SWT.BOTTOM);
        IAxis time = chart.getAxisSet().getXAxis(0);
        time.getGrid().setStyle(LineStyle.NONE);
        time.getTick().setFormat(new DecimalFormat("#,##0.######")); //$NON-NLS-1$
        IAxis count = chart.getAxisSet().getYAxis(0);
        count.getGrid().setStyle(LineStyle.SOLID);
        count.getTick().setFormat(new DecimalFormat("#,##0.#")); //$NON-NLS-1$
        Accessibility.name(chart, Messages.Chart_name);
        chart.addListener(SWT.Resize, event -> arrange());
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

    /** Shows lines in place of those that are shown. */
    void show(HitPlot plot) {
        chart.suspendUpdate(true);
        try {
            Palette palette = Palette.of(chart.getParent());
            ChartStyle.apply(chart, palette);
            double most = 0;
            Set<String> shown = new HashSet<>();
            for (Line line : plot.lines()) {
                shown.add(line.id());
                ISeries<?> series = series(line, palette);
                series.setXSeries(line.points().stream().mapToDouble(Point::x).toArray());
                series.setYSeries(line.points().stream().mapToDouble(Point::y).toArray());
                most = Math.max(most, line.most());
            }
            for (ISeries<?> old : chart.getSeriesSet().getSeries()) {
                if (!shown.contains(old.getId())) {
                    chart.getSeriesSet().deleteSeries(old.getId());
                }
            }
            IAxis time = chart.getAxisSet().getXAxis(0);
            time.setRange(new Range(plot.from(), Math.max(plot.to(), Math.nextUp(plot.from()))));
            title(time, plot.xTitle());
            IAxis count = chart.getAxisSet().getYAxis(0);
            count.setRange(new Range(0, Math.max(1, most * HEADROOM)));
            title(count, plot.yTitle());
        } finally {
            chart.suspendUpdate(false);
            chart.redraw();
        }
    }

    private static void title(IAxis axis, String words) {
        if (!words.equals(axis.getTitle().getText())) {
            axis.getTitle().setText(words);
        }
    }

    private ISeries<?> series(Line shown, Palette palette) {
        ISeries<?> series = chart.getSeriesSet().getSeries(shown.id());
        if (series == null) {
            series = chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE, shown.id());
        }
        if (series instanceof ILineSeries<?> line) {
            line.setSymbolType(ILineSeries.PlotSymbolType.NONE);
            line.setLineWidth(2);
            line.setLineStyle(switch (shown.kind()) {
            case HITS -> LineStyle.SOLID;
            /* Entry and return often have the same counts: a dashed line lets the one under it be seen. */
            case RETURNS -> LineStyle.DASH;
            case MISSES, LOSSES -> LineStyle.DOT;
            });
            line.setLineColor(switch (shown.kind()) {
            case HITS, RETURNS -> palette.seriesColor(shown.colour());
            case MISSES -> palette.caution();
            case LOSSES -> palette.bad();
            });
            line.setAntialias(SWT.ON);
        }
        series.setDescription(shown.label());
        return series;
    }
}
