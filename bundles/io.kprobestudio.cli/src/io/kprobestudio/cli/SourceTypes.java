/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.symbols.BtfInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TargetTypes;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Option;

/** The options that say where a kernel's types (BTF) are, for who has no debug information. */
final class SourceTypes {

    @Option(names = "--btf", paramLabel = "F",
            description = "without --vmlinux: the kernel's types, as /sys/kernel/btf has them or in an ELF file")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--btf-base", paramLabel = "F",
            description = "the kernel's types, where those of --btf are a module's")
    private Optional<Path> base = Optional.empty();

    @Option(names = "--arch", paramLabel = "ARCH",
            description = "the machine of --btf, where the file does not tell: arm (the usual one), arm64, x86_64, ...")
    private String machine = "arm";

    @Option(names = "--description", paramLabel = "D",
            description = "without --vmlinux: a folder that kprobes describe made of a kernel with types")
    private Optional<Path> folder = Optional.empty();

    /**
     * The types of a file, of a description, or else of a target.
     *
     * @param target the target's address; nothing for none
     * @param module a module of the target; nothing for its kernel
     */
    BtfInfo open(Optional<String> target, Optional<String> module, Console console)
            throws IOException, TargetException, DebugInfoException {
        if (file.isPresent()) {
            return BtfInfo.open(file.get(), base, Architecture.of(machine));
        }
        if (folder.isPresent()) {
            return BtfInfo.of(Description.load(folder.get())).orElseThrow(
                    () -> new DebugInfoException("the description has no types (file btf): folder=" + folder.get()));
        }
        if (target.isEmpty()) {
            throw new DebugInfoException(
                    "where variables are is told by --vmlinux F, --btf F, --description D or --target T");
        }
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = TargetOption.connect(target.get(), "source", console, progress)) {
            return TargetTypes.read(Tracefs.of(connection), module, progress);
        } finally {
            progress.clear();
        }
    }
}
