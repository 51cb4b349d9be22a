/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes profile}: prints the kernel's counts of hits and misses, each with the group of its event. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = "Prints the kernel's counts of hits and misses.")
final class ProfileCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "one JSON object a probe")
    private boolean json;

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException {
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = target.connect(console, progress)) {
            KprobeProfile profile = Tracefs.withKprobes(connection).profile();
            console.print(json ? json(profile) : table(profile));
            return Kprobes.DONE;
        }
    }

    private static String table(KprobeProfile profile) {
        Table table = new Table(false, "group/event", "hits", "misses");
        for (KprobeProfile.Line line : profile.lines()) {
            table.row((line.group() == null ? "?" : line.group()) + "/" + line.event(), Long.toString(line.hits()),
                    Long.toString(line.misses()));
        }
        return table.text();
    }

    private static String json(KprobeProfile profile) {
        StringBuilder text = new StringBuilder();
        for (KprobeProfile.Line line : profile.lines()) {
            @Nullable
            String group = line.group();
            text.append(new Json().open().field("group", group).field("event", line.event())
                    .field("hits", line.hits()).field("misses", line.misses()).close().line());
        }
        return text.toString();
    }
}
