/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import picocli.CommandLine.Option;

/** The option {@code --target}, and how it is connected to. */
final class TargetOption {

    @Option(names = { "--target", "-t" }, required = true, paramLabel = "T",
            description = "sim:[NAME][?kernel=6.1&arch=arm&seed=1], local:, ssh://[user@]host[:port]")
    private @Nullable String target;

    /** The address as the user wrote it. */
    String address() {
        return String.valueOf(target);
    }

    /** Connects. The caller closes the connection. */
    Connection connect(Console console, TerminalProgress progress) throws TargetException {
        progress.report("connecting to " + address());
        try {
            return TargetProviders.onClassPath().target(address())
                    .connect(new TerminalPrompter(console, progress), progress);
        } finally {
            progress.clear();
        }
    }
}
