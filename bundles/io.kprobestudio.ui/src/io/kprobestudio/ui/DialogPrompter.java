/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.target.Prompter;
import io.kprobestudio.ui.internal.SecretDialog;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Answers a connecting target with dialogs. Called on a job's thread, which waits. */
public final class DialogPrompter implements Prompter {

    private final UiGate gate;
    private final Supplier<Shell> parent;

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

    @Override
    public Optional<char[]> secret(SecretRequest request) {
        return gate.ask(() -> new SecretDialog(parent.get(), request).ask());
    }

    @Override
    public boolean confirm(Confirmation confirmation) {
        return gate.ask(() -> Optional.of(Boolean.valueOf(MessageDialog.openConfirm(parent.get(),
                confirmation.title(), confirmation.question())))).orElse(Boolean.FALSE).booleanValue();
    }
}
