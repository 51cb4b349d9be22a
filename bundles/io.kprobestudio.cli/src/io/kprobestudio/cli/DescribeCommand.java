/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes describe}: copies a target's description, to judge for it offline. */
@Command(name = "describe", mixinStandardHelpOptions = true,
        description = "Copies a target's description: what is needed to judge for it offline.")
final class DescribeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "-o", required = true, paramLabel = "D", description = "the folder that is written")
    private @Nullable Path folder;

    DescribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, TargetException {
        TerminalProgress progress = new TerminalProgress(console);
        Path into = folder == null ? Path.of(".") : folder;
        try (Connection connection = target.connect(console, progress)) {
            List<String> files = DescriptionReader.copy(Tracefs.of(connection), into, progress);
            progress.clear();
            long formats = files.stream().filter(name -> name.startsWith("events/")).count();
            console.message("%s: %s and %d event formats".formatted(into,
                    String.join(", ", files.stream().filter(name -> !name.startsWith("events/")).toList()), formats));
        }
        return Kprobes.DONE;
    }
}
