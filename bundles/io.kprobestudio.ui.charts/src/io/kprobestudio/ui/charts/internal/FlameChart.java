/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.CallTree.Call;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
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
 * A flame graph with its root above: a function is as wide as its share of the hits, and stands below its caller. A click
 * makes a function as wide as the picture, one on a function above it makes that one so. UI thread only.
 */
final class FlameChart {

    private static final int GAP = 4;
    private static final int ALPHA = 70;
    /* Narrower ones are not drawn, nor what they call. */
    private static final double NARROWEST = 1;

    /** Where a function is drawn. */
    private record Box(Call call, int x, int width, int level) {
    }

    private final Canvas canvas;
    private final Consumer<Call> chosen;
    private final List<Box> boxes = new ArrayList<>();
    private List<Call> path = List.of();
    private @Nullable Call selected;
    private int line = 1;

    FlameChart(Composite parent, Consumer<Call> chosen, Consumer<Call> opened) {
        this.chosen = chosen;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        Accessibility.name(canvas, Messages.Calls_flame);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.MouseDown, this::click);
        canvas.addListener(SWT.MouseDoubleClick, event -> {
            at(event.x, event.y).ifPresent(box -> opened.accept(box.call));
        });
        canvas.addListener(SWT.MouseMove, event -> canvas.setToolTipText(words(event.x, event.y)));
        canvas.getVerticalBar().addListener(SWT.Selection, event -> canvas.redraw());
        canvas.addListener(SWT.Resize, event -> canvas.redraw());
    }

    Control control() {
        return canvas;
    }

    /**
     * Shows a function as wide as the picture, below those that lead to it.
     *
     * @param to the functions from the root to it, one at least
     */
    void show(List<Call> to) {
        path = List.copyOf(to);
        selected = to.getLast();
        canvas.redraw();
    }

    private void click(Event event) {
        at(event.x, event.y).ifPresent(box -> {
            canvas.setFocus();
            chosen.accept(box.call);
        });
    }

    private Optional<Box> at(int x, int y) {
        int level = (y + canvas.getVerticalBar().getSelection()) / line;
        return boxes.stream().filter(box -> box.level == level && x >= box.x && x < box.x + box.width)
                .findFirst();
    }

    /** What is under a point, null where nothing is. */
    private @Nullable String words(int x, int y) {
        Optional<Box> box = at(x, y);
        return box.isEmpty() ? null
                : NLS.bind(Messages.Calls_cell, new Object[]{ box.get().call.name(),
                        HitTable.number(box.get().call.hits()),
                        percent(box.get().call.hits(), path.getFirst().hits()) });
    }

    static String percent(long part, long all) {
        return String.format(Locale.getDefault(), "%.1f %%", Double.valueOf(100.0 * part / Math.max(1, all))); //$NON-NLS-1$
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(canvas.getParent());
        Rectangle area = canvas.getClientArea();
        gc.setBackground(canvas.getParent().getBackground());
        gc.fillRectangle(area);
        boxes.clear();
        line = gc.getFontMetrics().getHeight() + GAP;
        if (path.isEmpty()) {
            return;
        }
        for (int i = 0; i < path.size() - 1; i++) {
            boxes.add(new Box(path.get(i), 0, area.width, i));
        }
        place(path.getLast(), 0, area.width, path.size() - 1);
        scroll(boxes.stream().mapToInt(box -> box.level + 1).max().orElse(0) * line, area.height);
        int top = canvas.getVerticalBar().getSelection();
        boxes.forEach(box -> draw(gc, palette, box, box.level * line - top));
    }

    private void scroll(int height, int seen) {
        ScrollBar bar = canvas.getVerticalBar();
        boolean needed = height > seen;
        bar.setVisible(needed);
        bar.setValues(needed ? Math.min(bar.getSelection(), height - seen) : 0, 0, Math.max(height, 1),
                Math.max(1, Math.min(height, seen)), line, Math.max(line, seen));
    }

    private void place(Call call, double x, double width, int level) {
        if (width < NARROWEST) {
            return;
        }
        boxes.add(new Box(call, (int) Math.round(x), Math.max(1, (int) Math.round(x + width) - (int) Math.round(x)),
                level));
        double at = x;
        for (Call child : call.children()) {
            double share = width * child.hits() / call.hits();
            place(child, at, share, level + 1);
            at += share;
        }
    }

    private void draw(GC gc, Palette palette, Box box, int y) {
        if (y + line < 0 || y > canvas.getClientArea().height) {
            return;
        }
        gc.setBackground(palette.seriesColor(box.call.name().hashCode()));
        gc.setAlpha(ALPHA);
        gc.fillRectangle(box.x, y, Math.max(1, box.width - 1), line - 1);
        gc.setAlpha(255);
        if (box.call == selected) {
            gc.setForeground(palette.text());
            gc.drawRectangle(box.x, y, Math.max(1, box.width - 2), line - 2);
        }
        gc.setForeground(palette.text());
        String words = box.call.name();
        int room = box.width - 2 * GAP;
        if (gc.textExtent(words).x > room) {
            int characters = (int) (room / gc.getFontMetrics().getAverageCharacterWidth()) - 1;
            words = characters < 2 ? "" : words.substring(0, Math.min(words.length(), characters)) + "\u2026"; //$NON-NLS-1$ //$NON-NLS-2$
        }
        gc.setClipping(box.x, y, box.width, line);
        gc.drawText(words, box.x + GAP, y + GAP / 2, true);
        gc.setClipping((Rectangle) null);
    }
}
