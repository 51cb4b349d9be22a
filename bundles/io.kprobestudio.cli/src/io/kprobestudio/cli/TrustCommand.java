/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes trust}: replaces the host key of a board that was set up anew. */
@Command(name = "trust", mixinStandardHelpOptions = true,
        description = "Replaces the host key of a board that was set up anew, after showing the old and the new one.")
final class TrustCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--fingerprint", paramLabel = "SHA256:F", defaultValue = "",
            description = "asks nobody: the new key must have this fingerprint")
    private String fingerprint = "";

    TrustCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, TargetException {
        TerminalProgress progress = new TerminalProgress(console);
        try {
            console.print(TargetProviders.onClassPath().target(target.address()).renewHostKey(fingerprint,
                    new TerminalPrompter(console, progress), progress) + "\n");
        } finally {
            progress.clear();
        }
        return Kprobes.DONE;
    }
}
