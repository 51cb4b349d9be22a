/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;

import io.kprobestudio.ui.Palette;

/** Colours and fonts of charts, as the theme has them now. */
final class ChartStyle {

    private ChartStyle() {
    }

    static void apply(Chart chart, Palette palette) {
        Color background = chart.getParent().getBackground();
        if (!background.equals(chart.getBackground()) || !background.equals(chart.getBackgroundInPlotArea())) {
            chart.setBackground(background);
            chart.getPlotArea().setBackground(background);
        }
        chart.getLegend().setBackground(background);
        chart.setForeground(palette.text());
        chart.getLegend().setForeground(palette.text());
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTick().setForeground(palette.text());
            axis.getTitle().setForeground(palette.text());
            axis.getTitle().setFont(chart.getParent().getFont());
            axis.getGrid().setForeground(palette.line());
        }
    }
}
