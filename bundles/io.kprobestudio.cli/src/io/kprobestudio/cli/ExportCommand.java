/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.registry.export.ExportException;
import io.kprobestudio.registry.export.ExportForm;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes export}: probes for boards without a link. */
@Command(name = "export", mixinStandardHelpOptions = true,
        description = "Writes probes down for boards without a link.")
final class ExportCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Form form = new Form();

    @Mixin
    private KernelOptions kernel = new KernelOptions();

    @Option(names = "--probe", arity = "1", paramLabel = "DEF", description = "a definition, as DEF")
    private List<String> options = new ArrayList<>();

    @Option(names = "--file", arity = "1", paramLabel = "F.kprobes", description = "a file of definitions")
    private List<Path> files = new ArrayList<>();

    @Parameters(arity = "0..*", paramLabel = "DEF", description = "a definition")
    private List<String> definitions = new ArrayList<>();

    /** The form; exactly one. */
    static final class Form {

        @Option(names = "--sh", description = "a script for a BusyBox shell")
        private boolean shell;

        @Option(names = "--cmdline", description = "kprobe_event= for the kernel's command line")
        private boolean commandLine;

        @Option(names = "--bootconfig", description = "ftrace.event.kprobes for the boot configuration")
        private boolean bootConfiguration;

        @Option(names = "--perf", description = "perf probe commands")
        private boolean perf;

        ExportForm chosen() {
            return shell ? ExportForm.SHELL : commandLine ? ExportForm.COMMAND_LINE
                    : bootConfiguration ? ExportForm.BOOT_CONFIGURATION : ExportForm.PERF;
        }
    }

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException {
        List<String> texts = new ArrayList<>(options);
        texts.addAll(definitions);
        List<DesiredProbe> desired = RegistryWork.definitions(texts, files, true);
        if (desired.isEmpty()) {
            throw new UsageException("nothing to export: give a definition or --file");
        }
        Judge judge = kernel.judge(null, console);
        Dialect dialect = judge.dialect();
        String group = StateFolder.ofUser().workspaceId().name();
        List<JudgedProbe> judged = desired.stream().map(probe -> JudgedProbe.judge(probe, group, judge)).toList();
        @Nullable
        String text = null;
        try {
            text = form.chosen().export(judged, dialect, judge.description());
        } catch (ExportException refused) {
            console.message("kprobes export: " + refused.getMessage());
            return Kprobes.REFUSED;
        }
        String caution = form.chosen().caution(judge.description());
        if (!caution.isEmpty()) {
            console.message("kprobes export: note: " + caution);
        }
        console.print(text);
        return Kprobes.DONE;
    }
}
