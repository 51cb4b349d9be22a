/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --target}, and how it is connected to. */
final class TargetOption {

    static final String DESCRIPTION = "sim:[NAME][?kernel=6.1&arch=arm&seed=1], local:, ssh://[user@]host[:port]";

    @Option(names = { "--target", "-t" }, required = true, paramLabel = "T", description = DESCRIPTION)
    private @Nullable String target;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The address as the user wrote it. */
    String address() {
        return String.valueOf(target);
    }

    /** Connects. The caller closes the connection, through which everything is recorded that is done to the target. */
    Connection connect(Console console, TerminalProgress progress) throws TargetException {
        progress.report("connecting to " + address());
        CommandSpec asked = command;
        return connect(address(), asked == null ? "" : asked.name(), console, progress);
    }

    /** Connects for a command. */
    static Connection connect(String address, String command, Console console, TerminalProgress progress)
            throws TargetException {
        try {
            return StateFolder.ofUser().targetLogs("kprobes " + command)
                    .logging(TargetProviders.onClassPath().target(address),
                            words -> console.message("kprobes " + command + ": " + words))
                    .connect(new TerminalPrompter(console, progress), progress);
        } finally {
            progress.clear();
        }
    }
}
