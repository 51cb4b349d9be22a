/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/** Answers questions with what it was given, and remembers them. */
final class Person implements Prompter {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> secrets;
    private final boolean agrees;

    /** A person who says yes or no to everything, and knows these secrets, one a question. */
    Person(boolean agrees, String... secrets) {
        this.agrees = agrees;
        this.secrets = new ArrayList<>(List.of(secrets));
    }

    /** What was asked so far: kind, prompt and attempt of secrets, the question of confirmations. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
        asked.add(request.kind() + " " + request.prompt() + " " + request.attempt());
        return secrets.isEmpty() ? Optional.empty() : Optional.of(secrets.remove(0).toCharArray());
    }

    @Override
    public boolean confirm(Confirmation confirmation) {
        asked.add(confirmation.question());
        return agrees;
    }

    /** A target that asks somebody else than whoever connects: each time a person who knows one secret. */
    static Target answering(Target target, String secret) {
        return new Target() {

            @Override
            public TargetAddress address() {
                return target.address();
            }

            @Override
            public Connection connect(Prompter prompter, Progress progress) throws TargetException {
                return target.connect(new Person(true, secret), progress);
            }
        };
    }
}
