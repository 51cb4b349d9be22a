/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Text that can be selected and copied but not changed, on the ground of what it stands on. UI thread only. */
public final class ReadOnlyText {

    /* Where the theme engine looks for the class of a widget; css/light.css has its rule. */
    private static final String CLASS_KEY = "org.eclipse.e4.ui.css.CssClassName"; //$NON-NLS-1$
    private static final String CLASS = "kprobes-read-only"; //$NON-NLS-1$

    private ReadOnlyText() {
    }

    /**
     * Makes one.
     *
     * @param style more than {@code READ_ONLY}, {@code MULTI} and {@code WRAP}
     */
    public static Text create(Composite parent, int style) {
        Text text = new Text(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | style);
        text.setData(CLASS_KEY, CLASS);
        return text;
    }
}
