/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Prompter;

/** Asks on the terminal; where there is none, knows no secret and confirms nothing. */
final class TerminalPrompter implements Prompter {

    private final Console console;
    private final TerminalProgress progress;

    TerminalPrompter(Console console, TerminalProgress progress) {
        this.console = console;
        this.progress = progress;
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
        java.io.@Nullable Console terminal = console.terminal() ? System.console() : null;
        if (terminal == null) {
            return Optional.empty();
        }
        progress.clear();
        char @Nullable [] secret = terminal.readPassword("%s: ", request.prompt());
        return secret == null ? Optional.empty() : Optional.of(secret);
    }

    @Override
    public boolean confirm(Confirmation confirmation) {
        java.io.@Nullable Console terminal = console.terminal() ? System.console() : null;
        progress.clear();
        if (terminal == null) {
            console.message(confirmation.question() + " (nobody to ask: no)");
            return false;
        }
        @Nullable
        String answer = terminal.readLine("%s [y/N] ", confirmation.question());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
