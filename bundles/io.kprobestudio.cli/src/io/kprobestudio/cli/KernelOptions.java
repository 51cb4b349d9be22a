/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import picocli.CommandLine.Option;

/** The options that say for which kernel to judge. */
final class KernelOptions {

    @Option(names = "--kernel", paramLabel = "VERSION", description = "the kernel's version, such as 6.1 or 3.14")
    private @Nullable String kernel;

    @Option(names = "--arch", paramLabel = "ARCH", description = "the machine: arm, arm64, x86_64, ...")
    private @Nullable String arch;

    @Option(names = "--description", paramLabel = "D", description = "a folder that kprobes describe made")
    private @Nullable Path description;

    /**
     * What judges for that kernel.
     *
     * @param file    the control file that is written to, or null for the kernel's usual one
     * @param console is told when the kernel's rules are not known, or two kernels are named
     */
    Judge judge(@Nullable String file, Console console) throws IOException, UsageException {
        @Nullable
        Path folder = description;
        Description known = folder == null ? Description.NONE : Description.load(folder);
        KernelVersion named = version();
        Dialect dialect = known.version().isPresent() ? Dialect.of(known) : Dialect.of(named, architecture());
        if (kernel != null && !dialect.version().isOfSeries(named)) {
            console.message(
                    "note: --kernel=%s is not taken: the description in %s is of Linux %s".formatted(kernel, folder,
                            dialect.version()));
        }
        if (!Dialect.knows(dialect.version())) {
            console.message("note: the rules of Linux %s are not known, only those of %s to %s: the nearest are taken"
                    .formatted(
                            dialect.version(), Dialect.OLDEST_KNOWN, Dialect.NEWEST_KNOWN));
        }
        if (file != null) {
            if (!file.equals("kprobe_events") && !file.equals("dynamic_events")) {
                throw new UsageException("--file is kprobe_events or dynamic_events, file=" + file);
            }
            dialect = dialect.at(ControlFile.Name.of(file));
        }
        return new Judge(dialect, known);
    }

    private KernelVersion version() throws UsageException {
        @Nullable
        String text = kernel;
        try {
            return text == null ? Dialect.DEFAULT_VERSION : KernelVersion.parse(text);
        } catch (IllegalArgumentException none) {
            throw new UsageException("--kernel wants a version such as 6.1, kernel=" + text);
        }
    }

    private Architecture architecture() {
        @Nullable
        String machine = arch;
        return machine == null ? Architecture.ARM : Architecture.of(machine);
    }
}
