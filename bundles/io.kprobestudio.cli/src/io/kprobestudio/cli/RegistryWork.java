/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ObservedProbes;
import io.kprobestudio.registry.Plan;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.ProbeSet;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;

/** What the commands that work on a target's probes have in common. */
final class RegistryWork {

    private final Console console;
    private final TerminalProgress progress;

    RegistryWork(Console console) {
        this.console = console;
        progress = new TerminalProgress(console);
    }

    /** Work with an open registry. */
    @FunctionalInterface
    interface Work {

        /** Does it and gives the exit code. */
        int with(ProbeRegistry registry) throws TargetException, IOException, UsageException, InterruptedException;
    }

    /** What shows the steps. */
    TerminalProgress progress() {
        return progress;
    }

    /** Connects, opens the registry, tells what was left behind, and works. */
    int run(TargetOption target, Work work)
            throws TargetException, IOException, UsageException, InterruptedException {
        try (Connection connection = target.connect(console, progress);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.withKprobes(connection), StateFolder.ofUser())) {
            List<ProbeKey> abandoned = registry.leftovers().abandoned();
            if (!abandoned.isEmpty()) {
                console.message(
                        "a recording that was killed left probes behind: %s; kprobes remove --leftovers removes them"
                                .formatted(abandoned));
            }
            List<String> suspects = registry.leftovers().endedByCrash();
            if (!suspects.isEmpty()) {
                console.message(
                        "the board was booted anew within seconds of these being switched on, and may have died of"
                                + " them: %s; they are off now".formatted(suspects));
            }
            return work.with(registry);
        } finally {
            progress.clear();
        }
    }

    /**
     * Changes the probes of ours, starting from those that are there, until nobody else is in between.
     *
     * @param change makes the desired probes of those that are there
     * @param planOnly whether to show the plan and write nothing
     */
    int change(ProbeRegistry registry, UnaryOperator<DesiredProbes> change, boolean planOnly, boolean allowDangerous)
            throws TargetException, IOException {
        if (planOnly) {
            Plan plan = registry.plan(there -> change.apply(there.asDesired()), progress);
            progress.clear();
            console.print(plan.text());
            plan.dangers().forEach(danger -> console.message("dangerous: " + danger));
            return plan.refusals().isEmpty() ? Kprobes.DONE : Kprobes.REFUSED;
        }
        ApplyReport report = registry.change(there -> change.apply(there.asDesired()),
                new ApplyOptions(allowDangerous, null), progress);
        progress.clear();
        report(report);
        return report.isGood() ? Kprobes.DONE : Kprobes.REFUSED;
    }

    /** Prints what came of an apply: good outcomes as results, others as messages. */
    void report(ApplyReport report) throws IOException {
        for (ApplyReport.Outcome outcome : report.outcomes()) {
            if (!outcome.result().isGood()) {
                console.message(outcome.shown());
            } else if (outcome.result() != ApplyReport.Result.UNCHANGED) {
                console.print(outcome.shown() + "\n");
            }
        }
    }

    /** The desired probes with those of some events switched on or off. */
    static DesiredProbes switched(ObservedProbes observed, List<ProbeKey> keys, boolean on) {
        List<DesiredProbe> desired = new ArrayList<>();
        for (ObservedProbe probe : observed.ours()) {
            boolean enabled = keys.contains(probe.key()) ? on : probe.enabled();
            for (String definition : probe.shownDefinitions()) {
                desired.add(new DesiredProbe(definition, enabled, probe.filter(), ""));
            }
        }
        return new DesiredProbes(desired);
    }

    /** All events of ours, or those that are named; a {@code *} at the end stands for anything. */
    List<ProbeKey> chosen(ProbeRegistry registry, boolean all, List<String> names) throws UsageException {
        return all ? registry.snapshot().observed().ours().stream().map(ObservedProbe::key).toList()
                : named(registry, names);
    }

    private static List<ProbeKey> named(ProbeRegistry registry, List<String> names) throws UsageException {
        List<ProbeKey> keys = new ArrayList<>();
        for (String name : names) {
            String full = name.indexOf('/') < 0 ? registry.id().name() + "/" + name : name;
            List<ProbeKey> found = registry.snapshot().observed().ours().stream().map(ObservedProbe::key)
                    .filter(key -> full.endsWith("*") ? key.toString().startsWith(full.substring(0, full.length() - 1))
                            : key.toString().equals(full))
                    .toList();
            if (found.isEmpty()) {
                boolean foreign = registry.snapshot().observed().foreign().stream()
                        .anyMatch(probe -> probe.key().toString().equals(full));
                throw new UsageException(foreign ? "the probe belongs to somebody else and is left alone: event=" + full
                        : "there is no such probe of ours: event=" + full);
            }
            keys.addAll(found);
        }
        return keys;
    }

    /** Definitions from arguments and files. */
    static List<DesiredProbe> definitions(List<String> texts, List<Path> files, boolean enabled) throws IOException {
        List<DesiredProbe> probes = new ArrayList<>();
        for (Path file : files) {
            ProbeSet.read(file).probes().probes()
                    .forEach(probe -> probes.add(probe.withEnabled(enabled && probe.enabled())));
        }
        for (String text : texts) {
            probes.add(new DesiredProbe(
                    new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), enabled, "", ""));
        }
        return probes;
    }
}
