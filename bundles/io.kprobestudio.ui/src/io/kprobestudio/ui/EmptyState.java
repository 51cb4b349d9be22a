/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What a view shows while it has nothing to show: what is missing, and what to do about it. */
public final class EmptyState extends Composite {

    private final Label title;
    private final Label text;
    private final Composite buttons;

    /** Makes an empty state without words. */
    public EmptyState(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(this);
        Composite middle = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(16, 12).spacing(0, 8).applyTo(middle);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(middle);
        title = new Label(middle, SWT.CENTER | SWT.WRAP);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(title);
        text = new Label(middle, SWT.CENTER | SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(120, SWT.DEFAULT).applyTo(text);
        buttons = new Composite(middle, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(1).applyTo(buttons);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.CENTER, SWT.CENTER).applyTo(buttons);
    }

    /** Sets the words. */
    public void setWords(String titleWords, String textWords) {
        if (!titleWords.equals(title.getText()) || !textWords.equals(text.getText())) {
            title.setText(titleWords);
            text.setText(textWords);
            layout(true, true);
        }
    }

    /** Adds a button behind those that are there. */
    public Button addButton(String label, Runnable action) {
        Button button = new Button(buttons, SWT.PUSH);
        button.setText(label);
        button.addListener(SWT.Selection, event -> action.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        GridLayoutFactory.fillDefaults().numColumns(buttons.getChildren().length).equalWidth(true).applyTo(buttons);
        return button;
    }
}
