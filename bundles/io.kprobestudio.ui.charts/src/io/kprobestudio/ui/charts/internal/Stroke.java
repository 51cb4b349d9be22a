/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.Timeline.Cell;
import io.kprobestudio.recording.rows.Timeline.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lane has in a column: a part for each event, as high as its share.
 *
 * @param column from 0 on
 * @param count how many events of all
 * @param parts its events, what is on top first
 */
record Stroke(int column, int count, List<Cell> parts) {

    /** The strokes of a lane, in the order of time. */
    static List<Stroke> of(Lane lane) {
        List<Stroke> strokes = new ArrayList<>();
        List<Cell> cells = lane.cells();
        for (int begin = 0; begin < cells.size();) {
            int column = cells.get(begin).column();
            int end = begin;
            int count = 0;
            while (end < cells.size() && cells.get(end).column() == column) {
                count += cells.get(end++).count();
            }
            strokes.add(new Stroke(column, count, cells.subList(begin, end)));
            begin = end;
        }
        return strokes;
    }

    /**
     * Where the parts end, in dots from the top. Each is seen, be its share ever so small, where there are dots enough.
     *
     * @param height how many dots there are
     */
    int[] ends(int height) {
        int[] ends = new int[parts.size()];
        int sure = parts.size() <= height ? 1 : 0;
        long sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += parts.get(i).count();
            ends[i] = sure * (i + 1) + (int) Math.round((double) (height - sure * ends.length) * sum / count);
        }
        return ends;
    }
}
