/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes enable} and {@code kprobes disable}: switch probes of ours on or off in our tracing instance. */
@Command(mixinStandardHelpOptions = true, description = "Switches probes of ours on or off.")
final class SwitchCommand implements Callable<Integer> {

    private final Console console;
    private final boolean on;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--all", description = "all probes of ours")
    private boolean all;

    @Option(names = "--plan", description = "shows what would be written, and writes nothing")
    private boolean plan;

    @Parameters(arity = "0..*", paramLabel = "EVENT", description = "[group/]event; a * at the end stands for anything")
    private List<String> names = new ArrayList<>();

    SwitchCommand(Console console, boolean on) {
        this.console = console;
        this.on = on;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        if (names.isEmpty() && !all) {
            throw new UsageException("which probes? give events or --all");
        }
        RegistryWork work = new RegistryWork(console);
        return work.run(target, registry -> {
            List<ProbeKey> keys = work.chosen(registry, all, names);
            return work.change(registry,
                    there -> RegistryWork.switched(registry.snapshot().observed(), keys, on), plan, true);
        });
    }
}
