/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.function.Predicate;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** A text of the form with its label. What the user writes is told at once, what the form shows is not. */
final class FormField {

    private final Label label;
    private final Text text;
    private String shown = ""; //$NON-NLS-1$
    private boolean quiet;
    /* While the user is at something that cannot stand in the line, such as an empty place. */
    private @Nullable String refused;

    /**
     * Makes a field.
     *
     * @param span how many columns of the layout the text takes
     * @param dropped what cannot be part of the text, a regular expression
     * @param edited told what the user wrote; false when that cannot stand in the line
     */
    FormField(Composite parent, String words, int span, String dropped, Predicate<String> edited) {
        label = new Label(parent, SWT.NONE);
        label.setText(words);
        GridDataFactory.swtDefaults().applyTo(label);
        text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, false).span(span, 1).hint(60, SWT.DEFAULT).applyTo(text);
        text.addVerifyListener(event -> event.text = event.text.replaceAll(dropped, "")); //$NON-NLS-1$
        text.addModifyListener(event -> {
            if (!quiet) {
                refused = shown;
                refused = edited.test(text.getText()) ? null : shown;
            }
        });
        text.addListener(SWT.FocusOut, event -> {
            if (refused != null) {
                refused = null;
                put(shown);
            }
        });
    }

    Text control() {
        return text;
    }

    /** Shows a text that came from elsewhere, unless the user is about to replace just that. */
    void show(String value) {
        if (value.equals(refused)) {
            return;
        }
        refused = null;
        shown = value;
        put(value);
    }

    private void put(String value) {
        if (!value.equals(text.getText())) {
            Point selection = text.getSelection();
            quiet = true;
            text.setText(value);
            quiet = false;
            text.setSelection(selection);
        }
    }

    /** Shows the field, or takes it out of the layout. */
    void setVisible(boolean visible) {
        if (((GridData) text.getLayoutData()).exclude == visible) {
            for (Control control : new Control[]{ label, text }) {
                control.setVisible(visible);
                ((GridData) control.getLayoutData()).exclude = !visible;
            }
            text.getParent().layout();
        }
    }

    void setEnabled(boolean enabled) {
        text.setEnabled(enabled);
        label.setEnabled(enabled);
    }

    void focus() {
        text.setFocus();
        text.selectAll();
    }
}
