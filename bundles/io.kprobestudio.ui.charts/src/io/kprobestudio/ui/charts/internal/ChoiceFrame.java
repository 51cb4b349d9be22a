/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.WordsLine;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * The frame of a view that draws one thing of several: words while there is none, else what is chosen, a summary, and two
 * parts, beside each other where there is room and one over the other where there is none.
 */
final class ChoiceFrame {

    private final ControlStack stack;
    private final EmptyState empty;
    private final Composite content;
    private final Combo combo;
    private final WordsLine summary;
    private final SashForm parts;

    /**
     * Makes a frame that shows its words.
     *
     * @param title of the words
     * @param text the words
     * @param choice what is chosen, in words
     * @param chosen runs when the user chooses
     */
    ChoiceFrame(Composite parent, String title, String text, String choice, Runnable chosen) {
        stack = new ControlStack(parent);
        empty = new EmptyState(parent);
        empty.setWords(title, text);
        content = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 3).applyTo(content);
        new Label(content, SWT.NONE).setText(choice);
        combo = new Combo(content, SWT.READ_ONLY | SWT.DROP_DOWN);
        Accessibility.name(combo, choice);
        combo.addListener(SWT.Selection, event -> chosen.run());
        summary = new WordsLine(content);
        parts = new SashForm(content, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).applyTo(parts);
        parts.addListener(SWT.Resize, event -> arrange());
        stack.show(empty);
    }

    private void arrange() {
        int wanted = parts.getSize().x > 1.4 * parts.getSize().y ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (parts.getOrientation() != wanted) {
            parts.setOrientation(wanted);
        }
    }

    /** Where the two parts are made. */
    SashForm parts() {
        return parts;
    }

    /** Offers things to choose of, and chooses one. */
    void offer(List<String> labels, int chosen) {
        combo.setItems(labels.toArray(String[]::new));
        combo.select(chosen);
        content.layout();
    }

    /** Which is chosen, counted from 0; the first while none is. */
    int chosen() {
        return Math.max(0, combo.getSelectionIndex());
    }

    void setSummary(String words) {
        summary.set(words);
    }

    /** Shows what is chosen, or the words. */
    void show(boolean any) {
        stack.show(any ? content : empty);
    }

    /** What is seen. */
    Control picture() {
        return stack.shows(content) ? content : empty;
    }

    void focus() {
        if (stack.shows(content)) {
            combo.setFocus();
        } else {
            empty.setFocus();
        }
    }
}
