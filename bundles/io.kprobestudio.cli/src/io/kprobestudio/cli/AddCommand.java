/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes add}: adds probes to a target, to stay there. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Adds probes to a target, to stay there.")
final class AddCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--file", arity = "1", paramLabel = "F.kprobes", description = "a file of definitions")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--probe", arity = "1", paramLabel = "DEF", description = "a definition, as DEF")
    private List<String> options = new ArrayList<>();

    @Option(names = "--enable", description = "switches them on too")
    private boolean enable;

    @Option(names = "--plan", description = "shows what would be written, and writes nothing")
    private boolean plan;

    @Option(names = "--allow-dangerous", description = "also probes that can make the target die")
    private boolean allowDangerous;

    @Parameters(arity = "0..*", paramLabel = "DEF", description = "a definition")
    private List<String> definitions = new ArrayList<>();

    AddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException, UsageException, InterruptedException {
        List<String> texts = new ArrayList<>(options);
        texts.addAll(definitions);
        List<DesiredProbe> added = RegistryWork.definitions(texts, files, enable);
        if (added.isEmpty()) {
            throw new UsageException("nothing to add: give a definition or --file");
        }
        RegistryWork work = new RegistryWork(console);
        return work.run(target,
                registry -> work.change(registry, there -> there.with(added), plan, allowDangerous));
    }
}
