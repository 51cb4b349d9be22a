/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.Optional;

/**
 * Answers what only a person can answer. The workbench answers with dialogs, the shell with a terminal; where there is
 * nobody, {@link #NOBODY} refuses. Called on the connecting thread or one of the provider's own, while the connecting thread
 * waits; one question at a time for each connection.
 */
public interface Prompter {

    /** Knows no secret and confirms nothing. */
    Prompter NOBODY = new Prompter() {

        @Override
        public Optional<char[]> secret(SecretRequest request) {
            return Optional.empty();
        }

        @Override
        public boolean confirm(Confirmation confirmation) {
            return false;
        }
    };

    /**
     * Asks for a password or passphrase.
     *
     * @param request what is asked for
     * @return the secret, which the caller overwrites after use, or nothing when the person declined
     */
    Optional<char[]> secret(SecretRequest request);

    /**
     * Asks for a yes or no, such as before an unknown host key is trusted or a file system is mounted.
     *
     * @param confirmation the question
     * @return whether the person agreed
     */
    boolean confirm(Confirmation confirmation);

    /**
     * A question for a secret.
     *
     * @param target the target that wants it
     * @param kind what it is
     * @param prompt the question as it is shown, such as "Password for root@board"
     * @param attempt 1 for the first try, more when the answers before were wrong
     */
    record SecretRequest(TargetAddress target, SecretKind kind, String prompt, int attempt) {
    }

    /** What kind of secret is wanted. */
    enum SecretKind {
        /** A login password. */
        PASSWORD,
        /** The passphrase of a private key file. */
        PASSPHRASE,
        /** An answer to a server's own question. */
        ANSWER
    }

    /**
     * A question for a yes or no.
     *
     * @param target the target that is concerned
     * @param title a few words
     * @param question what happens when the answer is yes
     */
    record Confirmation(TargetAddress target, String title, String question) {
    }
}
