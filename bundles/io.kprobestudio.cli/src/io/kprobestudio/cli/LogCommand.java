/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;

import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.log.LogEntry;
import io.kprobestudio.target.log.TargetLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes log}: what was done to a target, when and by whom. */
@Command(name = "log", mixinStandardHelpOptions = true,
        description = "Prints what was done to a target, when and by whom, oldest first. Nothing is contacted.")
final class LogCommand implements Callable<Integer> {

    private final Console console;
    private final StateFolder state;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "",
            description = "from then on: 2026-11-23, 2026-11-23T09:30:00Z, or how long ago, such as 2h")
    private String since = "";

    @Option(names = "--json", description = "one JSON object an entry, as in the file")
    private boolean json;

    LogCommand(Console console, StateFolder state) {
        this.console = console;
        this.state = state;
    }

    @Override
    public Integer call() throws IOException, TargetException, UsageException {
        Instant from = since.isEmpty() ? Instant.EPOCH : instant(since);
        // Whether anything here opens such targets makes no difference to what was done to one.
        TargetLog log = state.targetLogs("kprobes log").of(TargetAddress.parse(target.address()));
        TargetLog.Content content = log.read();
        List<LogEntry> entries = content.entries().stream().filter(entry -> !entry.time().isBefore(from)).toList();
        if (json) {
            for (LogEntry entry : entries) {
                console.print(entry.json() + "\n");
            }
        } else if (!entries.isEmpty()) {
            console.print(table(entries));
        }
        if (entries.isEmpty()) {
            console.message("nothing was done to this target%s: target=%s file=%s".formatted(
                    since.isEmpty() ? "" : " since " + since, target.address(), log.file()));
        }
        if (content.unreadable() > 0) {
            console.message("lines that cannot be read: lines=%d file=%s".formatted(content.unreadable(), log.file()));
        }
        return Kprobes.DONE;
    }

    private static String table(List<LogEntry> entries) {
        Table table = new Table(true, "time", "by", "pid", "action", "path and text");
        for (LogEntry entry : entries) {
            String outcome = entry.outcome();
            table.row(entry.shownTime(), entry.user() + ", " + entry.program(), Long.toString(entry.pid()),
                    entry.action().word(), entry.shownObject() + (outcome.equals("done") ? "" : " -> " + outcome));
        }
        return table.text();
    }

    private static Instant instant(String text) throws UsageException {
        try {
            return text.indexOf('T') > 0 ? Instant.parse(text)
                    : text.indexOf('-') > 0 ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.now().minus(Durations.parse("--since", text));
        } catch (DateTimeException wrong) {
            throw new UsageException(
                    "--since wants a time such as 2026-11-23, 2026-11-23T09:30:00Z or 2h, --since=" + text);
        }
    }
}
