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
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Layout;

/** What is shown of a set: its name, its sentence or what the kernel lacks of it, and the button that runs it. UI thread only. */
final class LibraryRow {

    private static final int BESIDE = 8;
    private static final int BETWEEN = 2;
    private static final int ABOVE_LINE = 6;
    private static final int LEAST_TEXT = 80;

    /* The toolkit takes long to measure text that wraps, so that it is asked again only for what changed. */
    private final class Lines extends Layout {

        private int measured = -1;
        private int nameHeight;
        private int textHeight;
        private int lineHeight;
        private Point button = new Point(0, 0);

        private void measure(int width) {
            if (width != measured) {
                measured = width;
                button = run.computeSize(SWT.DEFAULT, SWT.DEFAULT);
                lineHeight = line.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
                nameHeight = name.computeSize(textWidth(width), SWT.DEFAULT).y;
                textHeight = sentence.computeSize(textWidth(width), SWT.DEFAULT).y;
            }
        }

        private int textWidth(int width) {
            return Math.max(LEAST_TEXT, width - button.x - BESIDE);
        }

        private int height() {
            return Math.max(button.y, nameHeight + BETWEEN + textHeight);
        }

        @Override
        @NonNullByDefault({})
        protected Point computeSize(Composite of, int width, int height, boolean flush) {
            if (flush) {
                measured = -1;
            }
            measure(width == SWT.DEFAULT ? 2 * LEAST_TEXT : width);
            return new Point(measured, height() + ABOVE_LINE + lineHeight);
        }

        @Override
        @NonNullByDefault({})
        protected void layout(Composite of, boolean flush) {
            Rectangle whole = of.getClientArea();
            if (whole.width == 0) {
                return;
            }
            if (flush) {
                measured = -1;
            }
            measure(whole.width);
            int text = textWidth(whole.width);
            name.setBounds(0, 0, text, nameHeight);
            sentence.setBounds(0, nameHeight + BETWEEN, text, textHeight);
            run.setBounds(text + BESIDE, (height() - button.y) / 2, button.x, button.y);
            line.setBounds(0, height() + ABOVE_LINE, whole.width, lineHeight);
        }
    }

    private final LibrarySet set;
    private final Composite area;
    private final Label name;
    private final Button run;
    private final Label sentence;
    private final Label line;
    private final Lines lines = new Lines();
    private boolean usable = true;

    LibraryRow(Composite parent, LibrarySet set, Images images, Runnable whenRun) {
        this.set = set;
        area = new Composite(parent, SWT.NONE);
        name = new Label(area, SWT.WRAP);
        name.setText(set.name());
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
        run = new Button(area, SWT.PUSH);
        run.setText(Messages.Library_run);
        run.setImage(images.get("run")); //$NON-NLS-1$
        Accessibility.name(run, NLS.bind(Messages.Library_runTip, set.name()));
        run.addListener(SWT.Selection, event -> whenRun.run());
        sentence = new Label(area, SWT.WRAP);
        line = new Label(area, SWT.SEPARATOR | SWT.HORIZONTAL);
        area.setLayout(lines);
        show(null);
    }

    LibrarySet set() {
        return set;
    }

    /** Whether the kernel has what it needs, or none is connected. */
    boolean isUsable() {
        return usable;
    }

    /** Shows what a kernel takes of it; whether its height may be another one now. */
    boolean show(@Nullable SetOffer offer) {
        usable = offer == null || offer.isUsable();
        if (run.isEnabled() != usable) {
            run.setEnabled(usable);
        }
        String tip = NLS.bind(Messages.Library_runTip, set.name());
        List<String> more = offer == null ? List.of() : usable ? offer.definitions() : offer.missing();
        run.setToolTipText(more.isEmpty() ? tip : tip + "\n" + String.join("\n", more)); //$NON-NLS-1$ //$NON-NLS-2$
        Palette palette = Palette.of(area);
        colour(name, usable ? palette.text() : palette.muted());
        colour(sentence, usable ? palette.text() : palette.muted());
        String words = offer == null || usable ? set.sentence()
                : NLS.bind(Messages.Library_missing, offer.missing().get(0));
        if (words.equals(sentence.getText())) {
            return false;
        }
        sentence.setText(words);
        lines.measured = -1;
        area.layout(false);
        return true;
    }

    /* Another colour is a style of its own for the toolkit, which then looks at the label's size again. */
    private static void colour(Label label, Color colour) {
        if (!colour.equals(label.getForeground())) {
            label.setForeground(colour);
        }
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
