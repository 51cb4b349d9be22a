/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.ProbeLibrary;
import io.kprobestudio.registry.library.SetOffer;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes library}: the sets of probes that come with the suite, for a kernel. */
@Command(name = "library", mixinStandardHelpOptions = true,
        description = "Lists the sets of probes that come with the suite, or prints one as a file for a kernel.")
final class LibraryCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private KernelOptions kernel = new KernelOptions();

    @Option(names = { "--target", "-t" }, paramLabel = "T", description = "a target whose kernel it is for")
    private Optional<String> target = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "SET", description = "the set's name; without it all are listed")
    private Optional<String> name = Optional.empty();

    LibraryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException, TargetException {
        Optional<LibrarySet> set = name.flatMap(ProbeLibrary::set);
        if (name.isPresent() && set.isEmpty()) {
            throw new UsageException("no such set in the library, set=" + name.get() + "; there are "
                    + String.join(", ", ProbeLibrary.sets().stream().map(LibrarySet::name).toList()));
        }
        Judge judge = target.isPresent() ? judge(target.get()) : kernel.judge(null, console);
        return set.isPresent() ? print(set.get().offer(judge)) : list(judge);
    }

    private Judge judge(String address) throws TargetException {
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = TargetOption.connect(address, "library", console, progress);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.withKprobes(connection), StateFolder.ofUser())) {
            return registry.judge(progress);
        } finally {
            progress.clear();
        }
    }

    private int print(SetOffer offer) throws IOException {
        offer.missing().forEach(missing -> console.message("kprobes library: left out: " + missing));
        if (!offer.isUsable()) {
            return Kprobes.REFUSED;
        }
        console.print(offer.probes().text());
        return Kprobes.DONE;
    }

    private int list(Judge judge) throws IOException {
        Table table = new Table(true, "set", "what it shows");
        for (LibrarySet set : ProbeLibrary.sets()) {
            SetOffer offer = set.offer(judge);
            List<String> missing = offer.missing();
            table.row(set.name(), offer.isUsable() ? set.sentence() : "not on this kernel: " + missing.get(0));
        }
        console.print(table.text());
        return Kprobes.DONE;
    }
}
