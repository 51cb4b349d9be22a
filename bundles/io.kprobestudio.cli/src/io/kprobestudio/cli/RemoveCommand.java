/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes remove}: removes probes of ours from a target. */
@Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes probes of ours from a target.")
final class RemoveCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--all", description = "all probes of ours")
    private boolean all;

    @Option(names = "--leftovers", description = "what killed recordings left behind")
    private boolean leftovers;

    @Parameters(arity = "0..*", paramLabel = "EVENT", description = "[group/]event; a * at the end stands for anything")
    private List<String> names = new ArrayList<>();

    RemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        if (names.isEmpty() && !all && !leftovers) {
            throw new UsageException("nothing to remove: give events, --all or --leftovers");
        }
        RegistryWork work = new RegistryWork(console);
        return work.run(target, registry -> {
            List<ApplyReport.Outcome> outcomes = new ArrayList<>();
            if (leftovers || all) {
                outcomes.addAll(registry.removeAbandoned(work.progress()).outcomes());
            }
            List<ProbeKey> keys = work.chosen(registry, all, names);
            if (all || !keys.isEmpty()) {
                outcomes.addAll(registry.removeEvents(keys, work.progress()).outcomes());
            }
            ApplyReport report = new ApplyReport(outcomes, false);
            work.progress().clear();
            work.report(report);
            return report.isGood() ? Kprobes.DONE : Kprobes.REFUSED;
        });
    }
}
