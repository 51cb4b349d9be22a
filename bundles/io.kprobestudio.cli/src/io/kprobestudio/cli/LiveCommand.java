/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.SamplingPace;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes live}: shows the kernel's hit counts as they rise, without recording anything. */
@Command(name = "live", mixinStandardHelpOptions = true, description = "Shows the kernel's hit counts as they rise.")
final class LiveCommand implements Callable<Integer> {

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--interval", paramLabel = "TIME",
            description = "between two looks; 1s if not given, and up to 6s while no"
                    + " count moves")
    private @Nullable String interval;

    @Option(names = "--count", paramLabel = "N", description = "ends after so many looks; else with Ctrl-C")
    private long count = Long.MAX_VALUE;

    LiveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        String given = interval;
        Duration between = given == null ? Duration.ofSeconds(1) : Durations.parse("--interval", given);
        SamplingPace pace = new SamplingPace(given == null ? SamplingPace.SLOWEST : between);
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = target.connect(console, progress);
                Interruption interruption = new Interruption(console, progress::cancel)) {
            connection.onClosed(reason -> interruption.end());
            Tracefs tracefs = Tracefs.withKprobes(connection);
            HitCounts before = HitCounts.NONE;
            for (long look = 0; look < count; look++) {
                HitCounts now = HitCounts.of(tracefs.profile(), Instant.now());
                console.print((console.shown() ? HOME_AND_CLEAR : "") + table(before, now));
                console.out().flush();
                before = now;
                pace.took(now);
                if (look + 1 < count && interruption.await(pace.next(between).toMillis())) {
                    break;
                }
            }
            if (!connection.isOpen()) {
                throw new TargetException("the link broke: target=" + connection.address());
            }
            return Kprobes.DONE;
        }
    }

    private static String table(HitCounts before, HitCounts now) {
        Table table = new Table(false, "group/event", "hits", "misses", "hits/s");
        double seconds = Duration.between(before.time(), now.time()).toMillis() / 1000.0;
        for (ProbeKey key : now.byEvent().keySet()) {
            KprobeProfile.Counts counts = now.byEvent().getOrDefault(key, new KprobeProfile.Counts(0, 0));
            long old = before.hits(key);
            String rate = old < 0 || seconds <= 0 ? "-"
                    : String.format(Locale.ROOT, "%.1f", (counts.hits() - old) / seconds);
            table.row(key.toString(), Long.toString(counts.hits()), Long.toString(counts.misses()), rate);
        }
        return table.text();
    }
}
