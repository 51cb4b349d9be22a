/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.btf;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.assist.BtfWords;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.symbols.internal.fetch.Fetch;
import io.kprobestudio.symbols.internal.fetch.Origin;
import io.kprobestudio.symbols.internal.fetch.SourceType;
import io.kprobestudio.symbols.internal.fetch.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The functions of a kernel as BTF knows them, and what can be fetched at their entries. Thread-safe. */
public final class BtfFunctions {
    /* What GCC appends to the name of a copy whose parameters it changed, or of a part of a function. */
    private static final Pattern CHANGED = Pattern.compile("(.+?)\\.(?:isra|constprop|part)\\..*");

    private final Btf btf;
    private final Architecture architecture;
    private final Set<String> symbols = new HashSet<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Map<String, Integer> named = new ConcurrentHashMap<>();

    /**
     * Takes types.
     *
     * @param names the functions of the symbol table; empty where they are not known
     */
    public BtfFunctions(Btf btf, Architecture architecture, Collection<String> names) {
        this.btf = btf;
        this.architecture = architecture;
        Set<String> known = new HashSet<>();
        for (int id = 1; id < btf.size(); id++) {
            if (btf.kind(id) == Btf.FUNC && !known.add(btf.name(id))) {
                repeated.add(btf.name(id));
            }
        }
        for (String name : names) {
            if (!symbols.add(name)) {
                repeated.add(name);
            }
            var copy = CHANGED.matcher(name);
            if (copy.matches()) {
                changed.add(copy.group(1));
            }
        }
    }

    /** The names of the functions that match a pattern with {@code *} and {@code ?}, sorted. */
    public List<String> names(String pattern) {
        Pattern wanted = Pattern.compile(pattern.isEmpty() ? ".*"
                : Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        Set<String> names = new TreeSet<>();
        for (int id = 1; id < btf.size(); id++) {
            if (btf.kind(id) == Btf.FUNC && wanted.matcher(btf.name(id)).matches()) {
                names.add(btf.name(id));
            }
        }
        return List.copyOf(names);
    }

    /**
     * The probe at a function's entry or return.
     *
     * @throws DebugInfoException when the place is another one, the function is not known or may have other parameters than its
     *         source, or something wanted is in no register
     */
    public SourceProbe probe(SourcePlace place, List<SourceExpression> expressions) throws DebugInfoException {
        List<EntryArguments.Parameter> parameters = parameters(place);
        List<Argument> arguments = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (SourceExpression expression : expressions) {
            if (expression.isRaw()) {
                arguments.add(Walk.raw(expression));
            } else if (place.isReturn()) {
                throw new DebugInfoException(
                        "variables are gone when a function has returned: only $retval is there, variable="
                                + expression.variable());
            } else if (expression.isAll()) {
                all(parameters, arguments, notes);
            } else {
                arguments.add(one(place, parameters, expression, notes));
            }
        }
        if (changed.contains(place.function())) {
            notes.add("calls of copies that the compiler made of %s are not seen".formatted(place.function()));
        }
        return new SourceProbe(place.function(), 0, 0, place.isReturn(), arguments, notes);
    }

    private static void all(List<EntryArguments.Parameter> parameters, List<Argument> arguments, List<String> notes) {
        for (EntryArguments.Parameter each : parameters) {
            if (each.register().isEmpty()) {
                notes.add("left out: " + each.reason());
            } else if (!each.name().isEmpty()) {
                note(each, notes);
                arguments.add(new Argument(each.name(), each.register(), each.type().fetchType()));
            }
        }
    }

    private static void note(EntryArguments.Parameter parameter, List<String> notes) {
        if (parameter.half()) {
            notes.add("%s lies in pieces: only its first 4 bytes are fetched".formatted(parameter.name()));
        }
    }

    private Argument one(SourcePlace place, List<EntryArguments.Parameter> parameters, SourceExpression expression,
            List<String> notes) throws DebugInfoException {
        for (EntryArguments.Parameter each : parameters) {
            if (each.name().equals(expression.variable())) {
                if (each.register().isEmpty()) {
                    throw new DebugInfoException(each.reason());
                }
                note(each, notes);
                return new Walk(Fetch.register(each.register()), each.type(), each.type().fetchType())
                        .argument(expression, this::type, architecture.wordSize());
            }
        }
        throw new DebugInfoException("no parameter of this name: variable=%s function=%s parameters=%s".formatted(
                expression.variable(), place.function(),
                parameters.stream().map(EntryArguments.Parameter::name).toList()));
    }

    /** What a function's entry sees: its parameters. */
    public SourceVariables variables(SourcePlace place) throws DebugInfoException {
        List<BtfWords.Parameter> words = BtfWords.parameters(btf, place.function());
        List<EntryArguments.Parameter> parameters = parameters(place);
        List<SourceVariables.Variable> found = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            EntryArguments.Parameter each = parameters.get(i);
            if (!each.name().isEmpty()) {
                found.add(
                        new SourceVariables.Variable(words.get(i).type(), each.name(), each.register(), each.reason()));
            }
        }
        return new SourceVariables(place.function(), 0, found);
    }

    /** The expressions that fetch arguments read at a function's entry, an empty text where none leads there. */
    public List<String> origins(String function, long offset, List<Argument> fetched) {
        List<Origin.Known> known = new ArrayList<>();
        try {
            for (EntryArguments.Parameter each : parameters(new SourcePlace(function, "", -1, offset, false))) {
                if (!each.register().isEmpty() && !each.name().isEmpty()) {
                    known.add(new Origin.Known(each.name(), Fetch.register(each.register()), each.type()));
                }
            }
        } catch (DebugInfoException unknown) {
            // the parameters of this function, or at this place, are not known
            known.clear();
        }
        return fetched.stream().map(each -> Origin.of(each, known).orElse("")).toList();
    }

    private List<EntryArguments.Parameter> parameters(SourcePlace place) throws DebugInfoException {
        String name = place.function();
        if (name.isEmpty() || place.line() > 0 || !place.file().isEmpty()) {
            throw new DebugInfoException(
                    "the kernel's types (BTF) know no lines; debug information does: place=" + place);
        }
        if (place.offset() != 0) {
            throw new DebugInfoException(
                    "the kernel's types (BTF) tell where parameters are at a function's entry alone: place=" + place);
        }
        int function = btf.find(name, Btf.FUNC);
        int prototype = function == 0 ? 0 : btf.target(function);
        if (btf.kind(prototype) != Btf.FUNC_PROTO) {
            throw new DebugInfoException("the kernel's types (BTF) know no function of this name: function=" + name);
        }
        if (repeated.contains(name)) {
            throw new DebugInfoException(
                    "several functions have this name, and nothing tells which of them types (BTF) are of: function="
                            + name);
        }
        if (!symbols.isEmpty() && !symbols.contains(name)) {
            throw new DebugInfoException((changed.contains(name)
                    ? "the compiler changed the parameters of this function, or what is left of it: function="
                    : "no code of this function is left: it is inlined everywhere, or in no module that is loaded: function=")
                    + name);
        }
        return EntryArguments.of(btf, prototype, architecture);
    }

    private SourceType type(String name) throws DebugInfoException {
        int id = named.computeIfAbsent(name, this::find);
        if (id == 0) {
            throw new DebugInfoException("no such type: type=" + name);
        }
        return new BtfType(btf, id, architecture.wordSize());
    }

    private int find(String name) {
        int blank = name.indexOf(' ');
        if (blank > 0) {
            return btf.find(name.substring(blank + 1), name.startsWith("struct") ? Btf.STRUCT : Btf.UNION);
        }
        return Optional.of(btf.find(name, Btf.TYPEDEF)).filter(id -> id > 0).orElseGet(() -> btf.find(name, Btf.INT));
    }
}
