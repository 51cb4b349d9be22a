/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.SetOffer;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Layout;

/**
 * What is shown of a set: its name, its sentence or what the kernel lacks of it, and the button that runs it. The words are drawn:
 * to measure and place a label that wraps takes the toolkit a millisecond or more, so that a list of labels lags behind the mouse
 * that makes it wider. UI thread only.
 */
final class LibraryRow {

    private static final int BESIDE = 8;
    private static final int BETWEEN = 2;
    private static final int BELOW = 7;
    private static final int LEAST_TEXT = 80;

    /** Places the button beside the words. */
    private final class Words extends Layout {

        private int measured = -1;
        private int text;
        private int nameHeight;
        private int height;
        private Point button = new Point(0, 0);

        private void measure(int width, boolean flush) {
            if (flush || measured < 0) {
                button = run.computeSize(SWT.DEFAULT, SWT.DEFAULT);
                name.setFont(bold());
                sentence.setFont(area.getFont());
            } else if (width == measured) {
                return;
            }
            measured = width;
            text = Math.max(LEAST_TEXT, width - button.x - BESIDE);
            name.setWidth(text);
            sentence.setWidth(text);
            nameHeight = name.getBounds().height;
            height = Math.max(button.y, nameHeight + BETWEEN + sentence.getBounds().height);
        }

        @Override
        @NonNullByDefault({})
        protected Point computeSize(Composite of, int width, int any, boolean flush) {
            measure(width == SWT.DEFAULT ? 2 * LEAST_TEXT : width, flush);
            return new Point(measured, height + BELOW);
        }

        @Override
        @NonNullByDefault({})
        protected void layout(Composite of, boolean flush) {
            measure(of.getClientArea().width, flush);
            run.setBounds(text + BESIDE, (height - button.y) / 2, button.x, button.y);
        }
    }

    private final LibrarySet set;
    private final Canvas area;
    private final TextLayout name;
    private final TextLayout sentence;
    private final Button run;
    private final Words words = new Words();
    private boolean usable = true;

    LibraryRow(Composite parent, LibrarySet set, Images images, Runnable whenRun) {
        this.set = set;
        area = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        name = new TextLayout(area.getDisplay());
        name.setText(set.name());
        sentence = new TextLayout(area.getDisplay());
        run = new Button(area, SWT.PUSH);
        run.setText(Messages.Library_run);
        run.setImage(images.get("run")); //$NON-NLS-1$
        Accessibility.name(run, NLS.bind(Messages.Library_runTip, set.name()));
        run.addListener(SWT.Selection, event -> whenRun.run());
        area.getAccessible().addAccessibleListener(new AccessibleAdapter() {

            @Override
            @NonNullByDefault({})
            public void getName(AccessibleEvent event) {
                event.result = set.name() + ": " + sentence.getText(); //$NON-NLS-1$
            }
        });
        area.addListener(SWT.Paint, event -> paint(event.gc));
        area.addListener(SWT.Dispose, event -> {
            name.dispose();
            sentence.dispose();
        });
        area.setLayout(words);
        show(null);
    }

    LibrarySet set() {
        return set;
    }

    /** Whether the kernel has what it needs, or none is connected. */
    boolean isUsable() {
        return usable;
    }

    private static Font bold() {
        return JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT);
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(area);
        Rectangle whole = area.getClientArea();
        gc.setForeground(usable ? palette.text() : palette.muted());
        name.draw(gc, 0, 0);
        sentence.draw(gc, 0, words.nameHeight + BETWEEN);
        gc.setForeground(palette.line());
        gc.drawLine(0, whole.height - 1, whole.width, whole.height - 1);
    }

    /** Shows what a kernel takes of it; whether its height may be another one now. */
    boolean show(@Nullable SetOffer offer) {
        usable = offer == null || offer.isUsable();
        if (run.isEnabled() != usable) {
            run.setEnabled(usable);
        }
        String tip = NLS.bind(Messages.Library_runTip, set.name());
        List<String> lines = offer == null ? List.of() : usable ? offer.definitions() : offer.missing();
        String more = String.join("\n", lines); //$NON-NLS-1$
        run.setToolTipText(more.isEmpty() ? tip : tip + "\n" + more); //$NON-NLS-1$
        area.setToolTipText(more.isEmpty() ? null : more);
        area.redraw();
        String said = offer == null || usable ? set.sentence()
                : NLS.bind(Messages.Library_missing, offer.missing().get(0));
        if (said.equals(sentence.getText())) {
            return false;
        }
        sentence.setText(said);
        words.measured = -1;
        area.layout(false);
        return true;
    }

    /** Moves it below another one, or above all. */
    void moveBelow(@Nullable LibraryRow above) {
        if (above == null) {
            area.moveAbove(null);
        } else {
            area.moveBelow(above.area);
        }
    }

    void focus() {
        run.setFocus();
    }
}
