/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioActions;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for a target: a host name or a whole address. Adds it, and connects it when the user wants so. */
final class AddTargetDialog extends TitleAreaDialog {

    private final StudioActions actions;
    private @Nullable Text address;
    private @Nullable Button connect;

    AddTargetDialog(StudioActions actions) {
        super(actions.shell());
        this.actions = actions;
        setHelpAvailable(false);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.AddTarget_title);
    }

    @Override
    protected Point getInitialSize() {
        Point preferred = super.getInitialSize();
        return new Point(Math.max(560, preferred.x), preferred.y);
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        setTitle(Messages.AddTarget_title);
        setMessage(Messages.AddTarget_message);
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).applyTo(area);
        Label label = new Label(area, SWT.NONE);
        label.setText(Messages.AddTarget_address);
        Text field = new Text(area, SWT.BORDER | SWT.SINGLE);
        field.setMessage(Messages.AddTarget_hint);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addModifyListener(event -> check());
        address = field;
        new Label(area, SWT.NONE);
        Label examples = new Label(area, SWT.WRAP);
        examples.setText(Messages.AddTarget_examples);
        GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(examples);
        new Label(area, SWT.NONE);
        Button now = new Button(area, SWT.CHECK);
        now.setText(Messages.AddTarget_connect);
        now.setSelection(true);
        connect = now;
        applyDialogFont(area);
        return area;
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.AddTarget_add, true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    /** What the user wrote as an address: a bare host is one to reach by SSH. */
    private String text() {
        Text field = address;
        String text = field == null ? "" : field.getText().strip(); //$NON-NLS-1$
        return text.isEmpty() || text.matches("(sim|local|ssh):.*|[a-z][a-z0-9+.-]*://.*") ? text //$NON-NLS-1$
                : "ssh://" + text; //$NON-NLS-1$
    }

    private void check() {
        String text = text();
        Button add = getButton(IDialogConstants.OK_ID);
        @Nullable
        String error = null;
        if (!text.isEmpty()) {
            try {
                actions.studio().check(text);
            } catch (TargetException wrong) {
                error = wrong.getMessage();
            }
        }
        setErrorMessage(error);
        if (add != null) {
            add.setEnabled(!text.isEmpty() && error == null);
        }
    }

    @Override
    protected void okPressed() {
        try {
            TargetAddress added = actions.studio().add(text());
            Button now = connect;
            if (now != null && now.getSelection()) {
                actions.connect(added);
            }
            super.okPressed();
        } catch (TargetException wrong) {
            setErrorMessage(wrong.getMessage());
        }
    }
}
