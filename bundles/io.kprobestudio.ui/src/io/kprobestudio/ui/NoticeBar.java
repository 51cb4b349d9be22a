/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/**
 * A line above a view's content that says what went wrong, until it is closed. Takes no space while there is nothing to
 * say. Its parent has a grid layout.
 */
public final class NoticeBar extends Composite {

    private final Text text;
    private final Runnable whenClosed;

    /**
     * Makes a bar that is not shown.
     *
     * @param whenClosed runs when the user closed it
     */
    public NoticeBar(Composite parent, Images images, String accessibleName, String closeLabel, Runnable whenClosed) {
        super(parent, SWT.NONE);
        this.whenClosed = whenClosed;
        GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 2).applyTo(this);
        Label picture = new Label(this, SWT.NONE);
        picture.setImage(images.get("problem")); //$NON-NLS-1$
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).indent(0, 3).applyTo(picture);
        text = ReadOnlyText.create(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(100, SWT.DEFAULT)
                .applyTo(text);
        Accessibility.name(text, accessibleName);
        ToolBar bar = new ToolBar(this, SWT.FLAT);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).applyTo(bar);
        ToolItem close = new ToolItem(bar, SWT.PUSH);
        close.setImage(images.get("close")); //$NON-NLS-1$
        close.setToolTipText(closeLabel);
        close.addListener(SWT.Selection, event -> close());
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
        setVisible(false);
    }

    /** Shows the words; nothing is shown for empty ones. */
    public void show(String words) {
        if (words.equals(text.getText()) && isShown() == !words.isEmpty()) {
            return;
        }
        text.setText(words);
        text.setForeground(Palette.of(this).bad());
        reveal(!words.isEmpty());
    }

    /** Whether the bar is to be seen. */
    public boolean isShown() {
        return getVisible();
    }

    private void close() {
        show(""); //$NON-NLS-1$
        whenClosed.run();
    }

    private void reveal(boolean shown) {
        GridDataFactory.createFrom((org.eclipse.swt.layout.GridData) getLayoutData()).exclude(!shown).applyTo(this);
        setVisible(shown);
        getParent().layout(true, true);
    }
}
