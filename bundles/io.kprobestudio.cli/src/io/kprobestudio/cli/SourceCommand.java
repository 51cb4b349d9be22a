/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.ProbeSource;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceTree;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.UserFolders;
import io.kprobestudio.tracefs.BuildIds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes source}: definitions for places in the source and their variables, and back. */
@Command(name = "source", mixinStandardHelpOptions = true,
        description = "Prints the definition for a place in the source and its variables.")
final class SourceCommand implements Callable<Integer> {

    private static final Pattern PLACE = Pattern
            .compile("([A-Za-z_][\\w.$]*)(?:\\+(0x[0-9a-fA-F]+|\\d+))?(?:/0x[0-9a-fA-F]+)?");

    private final Console console;

    @Option(names = "--vmlinux", paramLabel = "F", description = "the kernel or module with debug information")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private final SourceTypes types = new SourceTypes();

    @Option(names = "--module", paramLabel = "NAME", description = "the module's name, where F is a module")
    private Optional<String> module = Optional.empty();

    @Option(names = { "--target", "-t" }, paramLabel = "T",
            description = "a target whose kernel must be the one of --vmlinux, by their build ids; without --vmlinux its types are used")
    private Optional<String> target = Optional.empty();

    @Option(names = "--vars",
            description = "prints each place with the variables that it sees, their types and how they are fetched there")
    private boolean variables;

    @Option(names = "--lines",
            description = "prints the lines of FUNCTION or FILE, or FROM-TO of them, that can be probed")
    private boolean lines;

    @Option(names = "--source", paramLabel = "S",
            description = "where the kernel's source is, for the text of lines: a folder, GIT-FOLDER@REVISION or a tar")
    private Optional<String> source = Optional.empty();

    @Option(names = "--where",
            description = "prints the source lines of addresses or symbol+offset, inlined ones outwards")
    private boolean where;

    @Option(names = "--funcs", description = "prints the functions that match patterns with * and ?")
    private boolean functions;

    @Option(names = { "-D", "--definition" }, description = "prints definitions with names, as perf probe -D does")
    private boolean named;

    @Parameters(arity = "1..*", paramLabel = "'PLACE VARIABLE…'",
            description = "function, function:line, function+offset, function%%return or file.c:line, and what is wanted there: "
                    + "VARIABLE, POINTER->FIELD, ARRAY[1], NAME=VARIABLE:string, $params, $vars, $retval")
    private List<String> queries = new ArrayList<>();

    SourceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, TargetException {
        int code = Kprobes.DONE;
        try {
            Optional<DebugInfo> info = file.isEmpty() ? Optional.empty()
                    : Optional.of(DebugInfo.open(file.get(), indexes()));
            if (info.isPresent() && target.isPresent() && !isKernelOf(target.get(), info.get())) {
                return Kprobes.REFUSED;
            }
            ProbeSource known = info.isPresent() ? info.get() : types.open(target, module, console);
            for (String query : queries) {
                try {
                    answer(known, query);
                } catch (DebugInfoException refused) {
                    console.message("kprobes source: " + query + ": " + refused.getMessage());
                    code = Kprobes.REFUSED;
                }
            }
        } catch (DebugInfoException unreadable) {
            console.message("kprobes source: " + unreadable.getMessage());
            return Kprobes.REFUSED;
        }
        return code;
    }

    /* A probe that was made for another build sits at a wrong instruction and reads wrong registers. */
    private boolean isKernelOf(String address, DebugInfo info) throws TargetException, DebugInfoException {
        TerminalProgress progress = new TerminalProgress(console);
        String ours = info.buildId().orElse("none");
        try (Connection connection = TargetOption.connect(address, "source", console, progress)) {
            String theirs = (module.isPresent() ? BuildIds.ofModule(connection, module.get())
                    : BuildIds.ofKernel(connection)).orElse("none");
            if (!ours.equals(theirs)) {
                console.message(
                        "kprobes source: this is not what runs there: file=%s build id=%s, target=%s build id=%s"
                                .formatted(file.get(), ours, address, theirs));
            }
            return ours.equals(theirs);
        }
    }

    private void answer(ProbeSource info, String query) throws IOException, DebugInfoException {
        if (functions) {
            for (String name : info.functions(query)) {
                console.print(name + "\n");
            }
            return;
        }
        if (lines) {
            console.print(new SourceListing(withLines(info), tree()).of(query));
            return;
        }
        if (where) {
            for (SourceLocation location : withLines(info).sourceOf(address(withLines(info), query))) {
                console.print(location + "\n");
            }
            return;
        }
        List<String> words = SourceExpression.words(query);
        SourcePlace place = SourcePlace.parse(words.isEmpty() ? "" : words.get(0));
        if (variables) {
            for (SourceVariables each : info.variablesAt(place)) {
                console.print(variables(each));
            }
            return;
        }
        List<SourceExpression> expressions = new ArrayList<>();
        for (String word : words.subList(Math.min(1, words.size()), words.size())) {
            expressions.add(SourceExpression.parse(word));
        }
        int number = 0;
        for (SourceProbe probe : info.resolve(place, expressions)) {
            probe.notes().forEach(note -> console.message("note: " + note));
            console.print(definition(probe, place, number++) + "\n");
        }
    }

    private Optional<SourceTree> tree() throws DebugInfoException {
        return source.isEmpty() ? Optional.empty()
                : Optional.of(SourceTree.of(source.get(), UserFolders.cache().resolve("sources")));
    }

    private static DebugInfo withLines(ProbeSource source) throws DebugInfoException {
        if (source instanceof DebugInfo info) {
            return info;
        }
        throw new DebugInfoException("types (BTF) know no lines: --vmlinux F names a file with debug information");
    }

    private static String variables(SourceVariables place) {
        StringBuilder text = new StringBuilder(place.symbol()).append('+').append(place.offset()).append('\n');
        for (SourceVariables.Variable each : place.variables()) {
            text.append('\t').append(each.type()).append('\t').append(each.name()).append('\t')
                    .append(each.fetch().isEmpty() ? "(" + each.reason() + ")" : each.fetch()).append('\n');
        }
        return text.toString();
    }

    private static Path indexes() {
        return UserFolders.cache().resolve("symbols");
    }

    private String definition(SourceProbe probe, SourcePlace place, int number) {
        String name = "";
        if (named) {
            String event = (place.function().isEmpty() ? probe.symbol() : place.function()).replaceAll("\\W", "_")
                    + (place.function().isEmpty() || place.line() < 0 ? "" : "_L" + place.line());
            name = "probe/" + event + (place.isReturn() ? "__return" : "") + (number == 0 ? "" : "_" + number);
        }
        return probe.definition(name, module.orElse(""));
    }

    private static long address(DebugInfo info, String text) throws DebugInfoException {
        if (text.startsWith("0x")) {
            try {
                return Long.parseUnsignedLong(text.substring(2), 16);
            } catch (NumberFormatException wrong) {
                throw new DebugInfoException("not an address: address=" + text, wrong);
            }
        }
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new DebugInfoException("a place is written as 0xADDRESS, symbol or symbol+offset: place=" + text);
        }
        long symbol = info.address(place.group(1))
                .orElseThrow(() -> new DebugInfoException("no function of this name: symbol=" + place.group(1)));
        String offset = place.group(2) == null ? "0" : place.group(2);
        try {
            return symbol
                    + (offset.startsWith("0x") ? Long.parseLong(offset.substring(2), 16) : Long.parseLong(offset));
        } catch (NumberFormatException wrong) {
            throw new DebugInfoException("not an offset: offset=" + offset, wrong);
        }
    }
}
