/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * Words that change, in as many lines as they need, and in none while there are none. Their parent has a grid layout. UI
 * thread only.
 */
public final class WordsLine {

    private static final int NARROWEST = 60;

    private final Label label;
    private final GridData data;

    /** Makes a line without words. */
    public WordsLine(Composite parent) {
        label = new Label(parent, SWT.WRAP);
        data = GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER)
                .hint(NARROWEST, SWT.DEFAULT).exclude(true).create();
        label.setLayoutData(data);
        label.setVisible(false);
    }

    /** Indents it, in points. */
    public WordsLine indented(int left, int above) {
        data.horizontalIndent = left;
        data.verticalIndent = above;
        return this;
    }

    /** The label, for its colours, tip and name. */
    public Label label() {
        return label;
    }

    /** Shows words in place of those that are shown. */
    public void set(String words) {
        if (words.equals(label.getText())) {
            return;
        }
        label.setText(words);
        boolean comesOrGoes = data.exclude != words.isEmpty();
        data.exclude = words.isEmpty();
        label.setVisible(!words.isEmpty());
        int high = label.computeSize(label.getSize().x, SWT.DEFAULT).y;
        if (comesOrGoes || high != label.getSize().y) {
            label.getParent().layout(true);
        }
    }
}
