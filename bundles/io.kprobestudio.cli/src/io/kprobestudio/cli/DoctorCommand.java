/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.doctor.Doctor;
import io.kprobestudio.tracefs.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes doctor}: is the target ready, and what mends what is missing. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Is the target ready; what mends what is missing.")
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "one JSON object a finding")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException {
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = target.connect(console, progress)) {
            List<Finding> findings = Doctor.examine(connection, progress);
            progress.clear();
            for (Finding finding : findings) {
                console.print(json ? json(finding) : text(finding));
            }
            return findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING) ? Kprobes.REFUSED
                    : Kprobes.DONE;
        } finally {
            progress.clear();
        }
    }

    private static String word(Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Finding finding) {
        String line = "%-8s  %s: %s%n".formatted(word(finding), finding.topic(), finding.text());
        return finding.remedy().isEmpty() ? line : line + "          mend: " + finding.remedy() + "\n";
    }

    private static String json(Finding finding) {
        Json json = new Json().open().field("topic", finding.topic()).field("state", word(finding)).field("text",
                finding.text());
        return (finding.remedy().isEmpty() ? json : json.field("remedy", finding.remedy())).close().line();
    }
}
