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
import picocli.CommandLine.Parameters;

/** {@code kprobes adopt}: takes over probes that somebody else made. */
@Command(name = "adopt", mixinStandardHelpOptions = true,
        description = "Takes over probes that others made: from then on they are ours to change and remove.")
final class AdoptCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Parameters(arity = "1..*", paramLabel = "GROUP/EVENT", description = "the events, by their whole names")
    private List<String> names = new ArrayList<>();

    AdoptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        List<ProbeKey> keys = new ArrayList<>();
        for (String name : names) {
            if (!name.matches("[^/]+/[^/]+")) {
                throw new UsageException("an event of others wants its group: event=" + name);
            }
            keys.add(ProbeKey.parse(name, ""));
        }
        RegistryWork work = new RegistryWork(console);
        return work.run(target, registry -> {
            registry.adopt(keys);
            work.progress().clear();
            for (ProbeKey key : keys) {
                console.print("adopted " + key + "\n");
            }
            return Kprobes.DONE;
        });
    }
}
