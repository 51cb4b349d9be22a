/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.util.List;

/**
 * What a chart of hits draws.
 *
 * @param lines the lines, in an order that stays, so that each keeps its colour
 * @param from what stands at the left edge
 * @param to what stands at the right edge
 * @param xTitle what is drawn to the right, with its unit
 * @param yTitle what is drawn upwards, with its unit
 * @param note what the lines do not show, or an empty text
 */
record HitPlot(List<Line> lines, double from, double to, String xTitle, String yTitle, String note) {

    /** Copies the list. */
    HitPlot {
        lines = List.copyOf(lines);
    }

    /** What a line stands for. */
    enum Kind {
        /** Hits. */
        HITS,
        /** Hits of a probe on a function's return. */
        RETURNS,
        /** What the kernel could not run. */
        MISSES,
        /** Events that never came. */
        LOSSES
    }

    /**
     * A line.
     *
     * @param id names it, and stays
     * @param label for the legend
     * @param colour which colour of the palette's series; of no matter for misses and losses
     * @param points its points from the left to the right
     */
    record Line(String id, String label, Kind kind, int colour, List<Point> points) {

        /** Copies the list. */
        Line {
            points = List.copyOf(points);
        }

        /** The greatest value, or 0. */
        double most() {
            return points.stream().mapToDouble(Point::y).max().orElse(0);
        }
    }

    /** A point of a line. */
    record Point(double x, double y) {
    }
}
