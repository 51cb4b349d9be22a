/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.ui.Accessibility;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The fields of the record that a probe would write, a line each: offset and size in bytes, type, name. */
public final class RecordField {

    private final StyledText text;

    /** Makes a field with its label that shows no record yet. */
    public RecordField(Composite parent) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(Messages.Dialog_layout);
        text = new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        text.setMargins(6, 3, 6, 3);
        text.setCaret(null);
        text.setAlwaysShowScrollBars(false);
        Accessibility.name(text, Messages.Dialog_layout);
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 96).applyTo(text);
    }

    /** Shows a record, or that there is none. */
    public void show(@Nullable EventLayout layout) {
        String words = layout == null ? Messages.Dialog_noLayout : words(layout);
        if (!words.equals(text.getText())) {
            text.setText(words);
        }
    }

    private static String words(EventLayout layout) {
        StringBuilder words = new StringBuilder();
        for (EventField field : layout.fields()) {
            words.append(String.format(Locale.ROOT, "%4d  %4d  %-22s %s%s%n", Integer.valueOf(field.offset()), //$NON-NLS-1$
                    Integer.valueOf(field.size()), field.type(), field.name(), field.suffix()));
        }
        return words.toString().stripTrailing();
    }
}
