/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.target.Prompter;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.internal.RememberedSecrets;
import io.kprobestudio.ui.internal.SecretDialog;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/** Answers a connecting target with dialogs, and with what the user wants to be remembered. Called on a job's thread, which waits. */
public final class DialogPrompter implements Prompter {

    private final UiGate gate;
    private final Supplier<Shell> parent;
    private final RememberedSecrets secrets = new RememberedSecrets();

    /**
     * Makes a prompter.
     *
     * @param gate the way to the UI thread
     * @param parent the window that a dialog belongs to, asked for on the UI thread
     */
    public DialogPrompter(UiGate gate, Supplier<Shell> parent) {
        this.gate = gate;
        this.parent = parent;
    }

    /** What is remembered answers the first time; when that was wrong, the person does, and it is forgotten. */
    @Override
    public Optional<char[]> secret(SecretRequest request) {
        if (request.attempt() == 1) {
            Optional<char[]> remembered = secrets.find(request);
            if (remembered.isPresent()) {
                return remembered;
            }
        } else {
            secrets.forget(request);
        }
        AtomicBoolean remember = new AtomicBoolean();
        Optional<char[]> secret = gate.ask(() -> {
            SecretDialog dialog = new SecretDialog(parent.get(), request);
            Optional<char[]> given = dialog.ask();
            remember.set(dialog.isToBeRemembered());
            return given;
        });
        if (remember.get()) {
            secret.ifPresent(given -> keep(request, given));
        }
        return secret;
    }

    private void keep(SecretRequest request, char[] secret) {
        try {
            secrets.keep(request, secret);
        } catch (IOException refused) {
            gate.post(() -> MessageDialog.openWarning(parent.get(), Messages.Secret_notKept,
                    NLS.bind(Messages.Secret_notKeptText, refused.getMessage())));
        }
    }

    @Override
    public boolean confirm(Confirmation confirmation) {
        return gate.ask(() -> Optional.of(Boolean.valueOf(MessageDialog.openConfirm(parent.get(),
                confirmation.title(), confirmation.question())))).orElse(Boolean.FALSE).booleanValue();
    }
}
