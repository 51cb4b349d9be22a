/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package org.example.kprobes;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;

/** Opens addresses such as {@code absent:somewhere}, where nobody ever answers. */
public final class AbsentTargetProvider implements TargetProvider {

    @Override
    public String scheme() {
        return "absent";
    }

    @Override
    public String label() {
        return "Nowhere";
    }

    @Override
    public Target target(TargetAddress address) {
        return new AbsentTarget(address);
    }

    private record AbsentTarget(TargetAddress address) implements Target {

        @Override
        public Connection connect(Prompter prompter, Progress progress) throws TargetException {
            throw new LinkException("nobody answers, target=" + address, null);
        }
    }
}
