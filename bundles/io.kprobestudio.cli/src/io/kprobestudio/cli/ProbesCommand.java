/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes probes}: lists the probes on a target, and whose they are. */
@Command(name = "probes", mixinStandardHelpOptions = true,
        description = "Lists the probes on a target, and whose they are.")
final class ProbesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "one JSON object an event")
    private boolean json;

    ProbesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        RegistryWork work = new RegistryWork(console);
        return work.run(target, registry -> {
            work.progress().clear();
            console.print(json ? json(registry) : table(registry));
            return Kprobes.DONE;
        });
    }

    private static String owner(ObservedProbe probe) {
        return probe.ownership().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String table(ProbeRegistry registry) {
        Table table = new Table(true, "group/event", "owner", "state", "hits", "misses", "definition");
        HitCounts counts = registry.snapshot().counts();
        for (ObservedProbe probe : registry.snapshot().observed().probes()) {
            List<String> definitions = probe.shownDefinitions();
            for (int i = 0; i < definitions.size(); i++) {
                boolean first = i == 0;
                table.row(first ? probe.key().toString() : "", first ? owner(probe) : "",
                        first ? state(probe) : "", first ? count(counts.hits(probe.key())) : "",
                        first ? count(counts.misses(probe.key())) : "", definitions.get(i));
            }
        }
        return table.text();
    }

    private static String state(ObservedProbe probe) {
        String state = probe.enabled() ? "on" : "off";
        return probe.waitsFor().isEmpty() ? state : state + ", waits for module " + probe.waitsFor();
    }

    private static String count(long count) {
        return count < 0 ? "-" : Long.toString(count);
    }

    private static String json(ProbeRegistry registry) {
        StringBuilder text = new StringBuilder();
        HitCounts counts = registry.snapshot().counts();
        for (ObservedProbe probe : registry.snapshot().observed().probes()) {
            Json json = new Json().open().field("group", probe.key().group()).field("event", probe.key().event())
                    .field("owner", owner(probe)).key("enabled").value(probe.enabled()).field("filter", probe.filter());
            json.key("definitions").openArray();
            probe.shownDefinitions().forEach(json::value);
            json.closeArray().key("list").openArray();
            probe.places().stream().map(ControlFileEntry::line).forEach(json::value);
            json.closeArray().key("enabledIn").openArray();
            probe.enabledIn().forEach(json::value);
            json.closeArray();
            if (!probe.waitsFor().isEmpty()) {
                json.field("waitsFor", probe.waitsFor());
            }
            if (counts.hits(probe.key()) >= 0) {
                json.field("hits", counts.hits(probe.key())).field("misses", counts.misses(probe.key()));
            }
            text.append(json.close().line());
        }
        return text.toString();
    }
}
