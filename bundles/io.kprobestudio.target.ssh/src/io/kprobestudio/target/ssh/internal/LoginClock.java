/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.apache.sshd.client.session.ClientSession;

import io.kprobestudio.target.Prompter;

/**
 * Asks the person, and tells for how long a login has stood still while nobody was asked: keepalives begin behind it, and without
 * them a link that breaks silently looks like a person who looks for a password. Thread-safe.
 */
final class LoginClock implements Prompter {

    private final Prompter person;
    private int open;
    private Instant answered = Instant.now();

    LoginClock(Prompter person) {
        this.person = person;
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
        ask();
        try {
            return person.secret(request);
        } finally {
            answer();
        }
    }

    @Override
    public boolean confirm(Confirmation confirmation) {
        ask();
        try {
            return person.confirm(confirmation);
        } finally {
            answer();
        }
    }

    private synchronized void ask() {
        open++;
    }

    private synchronized void answer() {
        open--;
        answered = Instant.now();
    }

    /** Since when nothing came from a server and nobody is asked; zero while somebody is. */
    synchronized Duration silence(ClientSession session) {
        Instant heard = session.getIdleTimeoutStart();
        return open > 0 ? Duration.ZERO
                : Duration.between(heard.isAfter(answered) ? heard : answered, Instant.now());
    }
}
