/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.Map;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PropertyPage;

/** A page of properties: names and values, which can be copied. UI thread only. */
public abstract class PropertiesPage extends PropertyPage {

    private final String help;

    /**
     * Makes a page.
     *
     * @param help the context of its help
     */
    protected PropertiesPage(String help) {
        this.help = help;
        noDefaultAndApplyButton();
    }

    /** The names and values, in their order; those without a value are left out. */
    protected abstract Map<String, String> facts();

    @Override
    @NonNullByDefault({})
    protected Control createContents(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(10, 6).applyTo(area);
        facts().forEach((name, value) -> {
            if (value.isEmpty()) {
                return;
            }
            Label label = new Label(area, SWT.NONE);
            label.setText(name + ":"); //$NON-NLS-1$
            GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
            Text text = ReadOnlyText.create(area, SWT.NONE);
            text.setText(value);
            GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(text);
        });
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, help);
        return area;
    }
}
