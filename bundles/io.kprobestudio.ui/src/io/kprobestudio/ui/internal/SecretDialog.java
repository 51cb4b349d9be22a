/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Prompter.SecretRequest;
import io.kprobestudio.ui.Accessibility;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for a password or passphrase. The secret stays in a {@code char[]}, which the asker overwrites. */
public final class SecretDialog extends Dialog {

    private final SecretRequest request;
    private @Nullable Text field;
    private char[] secret = {};
    private boolean remember;

    /** Makes a dialog for a request. */
    public SecretDialog(Shell parent, SecretRequest request) {
        super(parent);
        this.request = request;
    }

    /** Opens the dialog and waits. */
    public Optional<char[]> ask() {
        return open() == Window.OK ? Optional.of(secret) : Optional.empty();
    }

    /** Whether the user wants the secret to be remembered. */
    public boolean isToBeRemembered() {
        return remember;
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(NLS.bind(Messages.Secret_title, request.target()));
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Label prompt = new Label(area, SWT.WRAP);
        prompt.setText(request.attempt() > 1 ? NLS.bind(Messages.Secret_again, request.prompt()) : request.prompt());
        GridDataFactory.fillDefaults().grab(true, false)
                .hint(convertHorizontalDLUsToPixels(IDialogConstants.MINIMUM_MESSAGE_AREA_WIDTH), SWT.DEFAULT)
                .applyTo(prompt);
        Text text = new Text(area, SWT.BORDER | SWT.PASSWORD | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        Accessibility.name(text, request.prompt());
        field = text;
        if (RememberedSecrets.canKeep(request.kind())) {
            Button keep = new Button(area, SWT.CHECK);
            keep.setText(Messages.Secret_remember);
            keep.addListener(SWT.Selection, event -> remember = keep.getSelection());
        }
        applyDialogFont(area);
        return area;
    }

    @Override
    protected void okPressed() {
        Text text = field;
        if (text != null) {
            secret = text.getTextChars();
        }
        super.okPressed();
    }
}
