/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.eclipse.jdt.annotation.NonNullByDefault;

import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;

/** A server's questions on its way to the person: passwords, and whatever keyboard-interactive asks. */
@NonNullByDefault({}) // MINA says nothing of null
public final class Questions implements UserInteraction {

    private static final int ATTEMPTS = 3;

    private final TargetAddress address;
    private final Prompter prompter;
    private final AtomicInteger passwords = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean declined;

    /** Makes the questions of a target. */
    public Questions(TargetAddress address, Prompter prompter) {
        this.address = address;
        this.prompter = prompter;
    }

    /** Whether the person declined to answer. */
    public boolean declined() {
        return declined;
    }

    @Override
    public String resolveAuthPasswordAttempt(ClientSession session) {
        int attempt = passwords.incrementAndGet();
        if (declined || attempt > ATTEMPTS) {
            return null;
        }
        String prompt = "Password for %s@%s".formatted(session.getUsername(), place());
        return ask(Prompter.SecretKind.PASSWORD, prompt, attempt);
    }

    @Override
    public String[] interactive(ClientSession session, String name, String instruction,
            String language, String[] prompts, boolean[] echo) {
        if (prompts.length == 0) {
            return new String[0];
        }
        int attempt = rounds.incrementAndGet();
        if (declined || attempt > ATTEMPTS) {
            return null;
        }
        String[] answers = new String[prompts.length];
        for (int i = 0; i < prompts.length; i++) {
            boolean password = prompts.length == 1 && prompts[i].toLowerCase(Locale.ROOT).contains("password");
            String answer = ask(password ? Prompter.SecretKind.PASSWORD : Prompter.SecretKind.ANSWER,
                    "%s@%s: %s".formatted(session.getUsername(), place(), printable(prompts[i])), attempt);
            if (answer == null) {
                return null;
            }
            answers[i] = answer;
        }
        return answers;
    }

    @Override
    public String getUpdatedPassword(ClientSession session, String prompt, String language) {
        return null;
    }

    private String ask(Prompter.SecretKind kind, String prompt, int attempt) {
        Optional<char[]> secret = prompter.secret(new Prompter.SecretRequest(address, kind, prompt, attempt));
        declined = secret.isEmpty();
        return secret.map(Identities::take).orElse(null);
    }

    private String place() {
        return address.name().substring(address.name().lastIndexOf('@') + 1);
    }

    /** A server's text goes to a terminal or a dialog: no control characters. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
