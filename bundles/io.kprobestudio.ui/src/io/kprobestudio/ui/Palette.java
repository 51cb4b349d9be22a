/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.List;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/**
 * Colours that are readable on the background they stand on: every text colour has a contrast of 4.5:1 or more on its
 * theme's plain background, whichever theme set it.
 *
 * @param dark whether the background is dark
 * @param text plain text
 * @param muted text of less weight, foreign probes
 * @param good what works
 * @param caution what works with limits
 * @param bad errors
 * @param line grid lines and frames
 * @param background a field's background
 * @param series the colours of a chart's series, in order; they also differ in brightness
 */
public record Palette(boolean dark, Color text, Color muted, Color good, Color caution, Color bad, Color line,
        Color background, List<Color> series) {

    private static final Palette LIGHT = new Palette(false, color(0x1f2328), color(0x6a6f76), color(0x1a7f37),
            color(0x8a5a00), color(0xc1121f), color(0xdcdfe3), color(0xffffff),
            List.of(color(0x1c66dc), color(0xbf3f0b), color(0x25803a), color(0x9c36b5), color(0x0b7285),
                    color(0xc2255c),
                    color(0x5c4b00), color(0x495057)));
    private static final Palette DARK = new Palette(true, color(0xe6e8eb), color(0xb4bac2), color(0x6bd18a),
            color(0xe3b341), color(0xffada6), color(0x55595e), color(0x2f2f2f),
            List.of(color(0x79b8ff), color(0xffab70), color(0x85e89d), color(0xd8a5f2), color(0x66d9e8),
                    color(0xfaa2c1),
                    color(0xffe066), color(0xced4da)));

    /** Copies the list. */
    public Palette {
        series = List.copyOf(series);
    }

    /** The palette for what the control stands on now. */
    public static Palette of(Control control) {
        return isDark(control.getBackground().getRGB()) ? DARK : LIGHT;
    }

    private static boolean isDark(RGB rgb) {
        return 0.299 * rgb.red + 0.587 * rgb.green + 0.114 * rgb.blue < 128;
    }

    /** The colour of the series with that index; colours come again after the last. */
    public Color seriesColor(int index) {
        return series.get(Math.floorMod(index, series.size()));
    }

    private static Color color(int rgb) {
        return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
