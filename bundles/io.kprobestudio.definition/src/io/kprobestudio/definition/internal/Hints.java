/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.SymbolTable;
import java.util.List;

/**
 * What the kernel does not mind and a user should: dangers for the board, and definitions that are not what was meant.
 */
final class Hints {
    private final Kernel kernel;
    private final Report report;
    private final Words words;

    Hints(Kernel kernel, Report report, Words words) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
    }

    void add(ProbeDefinition definition) {
        place(definition);
        name(definition);
        for (FetchArgument argument : definition.arguments()) {
            argument(definition, argument);
        }
        if (words.count() - 2 > Arguments.MOST && !kernel.has(Feature.ARGUMENT_COUNT_CHECKED)) {
            report.remark(Severity.WARNING, "the kernel leaves out the arguments from the 129th on without a word",
                    Arguments.MOST + 2, 0, words.length(Arguments.MOST + 2));
        }
    }

    private void say(Severity severity, String message) {
        report.remark(severity, message, 1, 0, words.length(1));
    }

    private void place(ProbeDefinition definition) {
        if (definition.place() instanceof ProbePoint.Address) {
            say(Severity.WARNING, "an address is valid until the next boot at most");
            return;
        }
        if (!(definition.place() instanceof ProbePoint.Symbol symbol)) {
            return;
        }
        String name = symbol.name();
        boolean own = kernel.description().blacklistKnown();
        if (KnownFunctions.isFragile(name) && !own) {
            say(Severity.DANGER, "the machine may die: the kernel needs " + name + " to handle the probe itself");
        } else if (KnownFunctions.isLink(name)) {
            say(Severity.DANGER, "the link that the records are drained over runs through " + name
                    + ": each record that is sent makes more");
        } else if (KnownFunctions.isTracer(name)) {
            say(Severity.WARNING, name + " runs under the tracer itself, or on every interrupt");
        }
        boolean returns = definition.kind() == ProbeKind.KRETPROBE;
        if (returns && KnownFunctions.blocks(name) && definition.maxactive() < 32) {
            say(Severity.WARNING, name + " blocks: more calls than the " + pending(definition.maxactive())
                    + " that are kept may be pending, and the others are missed");
        }
        symbolAmbiguity(symbol, name);
    }

    private String pending(int maxactive) {
        return maxactive == 0 ? "few" : Integer.toString(maxactive);
    }

    private void symbolAmbiguity(ProbePoint.Symbol symbol, String name) {
        SymbolTable symbols = kernel.description().symbols();
        if (symbol.module() != null) {
            if (kernel.placement().mayComeLater(symbol.qualifiedName())) {
                say(Severity.NOTE, "module " + symbol.module() + " is not loaded: the probe waits for it");
            }
            return;
        }
        int first = symbols.find(name);
        if (first >= 0 && symbols.nextSameName(first) >= 0 && !kernel.has(Feature.UNIQUE_SYMBOL)) {
            say(Severity.WARNING, "there are several " + name + ": the kernel takes the first");
        }
        if (first >= 0 && kernel.hasSplitPart(name)) {
            say(Severity.WARNING, "the compiler split or inlined " + name + " in places: calls there are not seen");
        }
    }

    private void name(ProbeDefinition definition) {
        String event = definition.event();
        boolean control = ControlFile.isControl(event);
        boolean taken = !kernel.has(Feature.STATIC_NAMES_REFUSED)
                && kernel.description().hasEvent(definition.group(), event);
        if (control) {
            report.withFixes(Fixes.otherName(report, words.bytes(0), event));
            report.remark(Severity.WARNING,
                    "the event's name is that of a control file: " + (kernel.has(Feature.DIRECTORY_FIRST)
                            ? "it hides that of the group" : "it will have none of its own"),
                    0, 0, words.length(0));
        } else if (taken) {
            report.withFixes(Fixes.otherGroup(report, words.bytes(0), definition.group()));
            report.remark(Severity.WARNING, "there is a static event of that name: this one will have no control files",
                    0,
                    0, words.length(0));
        }
        byte[] head = words.bytes(0);
        boolean ignored = !kernel.has(Feature.MAXACTIVE) && head.length > 1 && head[1] != ':';
        if (ignored) {
            report.remark(Severity.WARNING, "this kernel ignores what follows the letter, the event's name with it", 0,
                    1,
                    head.length - 1);
        }
    }

    private void argument(ProbeDefinition definition, FetchArgument argument) {
        List<FetchStep> steps = argument.program().steps();
        FetchStep load = steps.get(0);
        if (load instanceof FetchStep.StackSlot && definition.kind() == ProbeKind.KRETPROBE
                && kernel.architecture() == Architecture.ARM) {
            at(argument, Severity.DANGER, "$stackN in a return probe makes a 32-bit ARM kernel oops when it is hit");
        }
        if (load instanceof FetchStep.Immediate && steps.size() > 1 && steps.get(1) instanceof FetchStep.Dereference
                || load instanceof FetchStep.Immediate && storesMemory(steps)) {
            at(argument, Severity.WARNING, "an address is valid until the next boot at most");
        }
        if (load instanceof FetchStep.SymbolAddress symbol && !symbol.symbol().isEmpty()
                && !kernel.placement().exists(symbol.symbol())) {
            missing(argument, symbol.symbol());
        }
        cut(argument, steps, load);
        if (argument.type().text() == FetchType.Text.STRING && kernel.has(Feature.USER_MEMORY)
                && definition.place() instanceof ProbePoint.Symbol symbol && KnownFunctions.takesUserText(symbol.name())
                && isPointer(load) && steps.size() == 2) {
            at(argument, Severity.WARNING, "this is text in user memory: ustring reads it on every machine");
        }
    }

    /** The kernel points at the probe's place for it, or reads 0 without a word. */
    private void missing(FetchArgument argument, String symbol) {
        int at = argument.column() < 0 ? -1 : argument.column() + argument.expression().indexOf(symbol)
                + (argument.named() ? argument.name().length() + 1 : 0);
        report.withFixes(kernel.nearestSymbols(at, symbol));
        if (kernel.has(Feature.COMPILED_FETCH)) {
            at(argument, Severity.NOTE, "there is no symbol " + symbol);
        } else {
            at(argument, Severity.WARNING, "there is no symbol " + symbol + ": the value is always 0");
        }
    }

    private static boolean storesMemory(List<FetchStep> steps) {
        return steps.size() > 1 && steps.get(1) instanceof FetchStep.Store store
                && store.kind() != FetchStep.StoreKind.RAW;
    }

    private static boolean isPointer(FetchStep load) {
        return load instanceof FetchStep.Register || load instanceof FetchStep.FunctionArgument;
    }

    /** A value that its type has no room for. */
    private void cut(FetchArgument argument, List<FetchStep> steps, FetchStep load) {
        if (steps.size() < 2 || !(steps.get(1) instanceof FetchStep.Store store)
                || store.kind() != FetchStep.StoreKind.RAW || argument.type().text() != FetchType.Text.NUMBER) {
            return;
        }
        int bits = store.size() * 8;
        if (load instanceof FetchStep.Immediate immediate && bits < kernel.wordBits()) {
            long value = immediate.value();
            boolean fits = value >> bits - 1 == 0 || value >> bits - 1 == -1 || value >>> bits == 0;
            if (!fits) {
                at(argument, Severity.WARNING, "the value does not fit into " + argument.type().name());
            }
        }
        boolean address = load instanceof FetchStep.StackPointer
                || load instanceof FetchStep.Register register
                        && List.of("sp", "pc", "lr", "ip").contains(register.name())
                        && kernel.architecture() != Architecture.ARM
                || load instanceof FetchStep.Register arm
                        && List.of("sp", "pc", "lr").contains(arm.name());
        if (address && bits < kernel.wordBits()) {
            at(argument, Severity.WARNING, "an address does not fit into " + argument.type().name());
        }
    }

    private void at(FetchArgument argument, Severity severity, String message) {
        for (int i = 2; i < words.count(); i++) {
            if (words.from(i) == argument.column()) {
                report.remark(severity, message, i, 0, argument.length());
                return;
            }
        }
        report.withFixes(List.of());
    }
}
