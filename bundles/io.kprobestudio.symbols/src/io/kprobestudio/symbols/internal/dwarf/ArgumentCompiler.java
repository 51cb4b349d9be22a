/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.symbols.internal.fetch.Fetch;
import io.kprobestudio.symbols.internal.fetch.Origin;
import io.kprobestudio.symbols.internal.fetch.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From expressions over the source's variables to fetch arguments at a place. */
final class ArgumentCompiler {
    private final DwarfFile file;
    private final EntryIndex index;
    private final LocationReader locations;
    private final NamedTypes types;

    ArgumentCompiler(DwarfFile file, EntryIndex index, LocationReader locations) {
        this.file = file;
        this.index = index;
        this.locations = locations;
        types = new NamedTypes(file);
    }

    /** The arguments of an expression: one, or those that $params and $vars stand for and that can be fetched. */
    List<Argument> compile(Scope scope, SourceExpression expression, List<String> notes) throws DebugInfoException {
        if (expression.isRaw()) {
            return List.of(Walk.raw(expression));
        }
        if (!expression.isAll()) {
            return List.of(one(scope, expression, notes));
        }
        return all(scope, expression.variable().equals("$vars"), notes);
    }

    /* Of several of a name the innermost that can be fetched, as the kernel takes a name once. */
    private List<Argument> all(Scope scope, boolean locals, List<String> notes) {
        Map<String, Argument> arguments = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Scope.Visible each : scope.variables()) {
            String name = each.die().name();
            Die inlined = each.inlined();
            if (name.isEmpty() || !locals && each.die().tag() != Dw.TAG_FORMAL_PARAMETER
                    || inlined != null && arguments.containsKey(name)) {
                continue;
            }
            try {
                List<String> own = new ArrayList<>();
                Fetch fetch = locations.locate(each.die(), scope, own);
                arguments.put(name,
                        new Argument(name, Walk.value(name, fetch).text(false), Types.fetchType(each.die())));
                notes.addAll(own);
                if (inlined != null) {
                    notes.add("%s is of %s, which is inlined here".formatted(name, inlined.name()));
                }
            } catch (DebugInfoException unavailable) {
                reasons.putIfAbsent(name, unavailable.getMessage());
            }
        }
        reasons.forEach((name, reason) -> {
            if (!arguments.containsKey(name)) {
                notes.add("left out: " + reason);
            }
        });
        return List.copyOf(arguments.values());
    }

    /** All variables that a place sees, with how they are fetched or why they cannot be. */
    List<SourceVariables.Variable> describe(Scope scope) {
        List<SourceVariables.Variable> found = new ArrayList<>();
        for (Scope.Visible each : scope.variables()) {
            String name = each.die().name();
            if (name.isEmpty()) {
                continue;
            }
            String type = Types.text(each.die().type());
            try {
                Fetch fetch = Walk.value(name, locations.locate(each.die(), scope, new ArrayList<>()));
                found.add(new SourceVariables.Variable(type, name, fetch.text(false), ""));
            } catch (DebugInfoException unavailable) {
                found.add(new SourceVariables.Variable(type, name, "", String.valueOf(unavailable.getMessage())));
            }
        }
        return found;
    }

    /** The expression that a fetch argument reads; nothing where no variable that the place sees leads there. */
    Optional<String> origin(Scope scope, Argument argument) {
        List<Origin.Known> known = new ArrayList<>();
        for (Scope.Visible each : scope.variables()) {
            try {
                if (!each.die().name().isEmpty()) {
                    known.add(
                            new Origin.Known(each.die().name(), locations.locate(each.die(), scope, new ArrayList<>()),
                                    new DwarfType(each.die().type())));
                }
            } catch (DebugInfoException unavailable) {
                // it is not there, so that nothing comes from it
                continue;
            }
        }
        return Origin.of(argument, known);
    }

    /** The names of the parameters, or of all variables, that a place sees. */
    static Set<String> names(Scope scope, boolean all) {
        Set<String> names = new LinkedHashSet<>();
        for (Scope.Visible variable : scope.variables()) {
            String name = variable.die().name();
            if (!name.isEmpty() && (all || variable.die().tag() == Dw.TAG_FORMAL_PARAMETER)) {
                names.add(name);
            }
        }
        return names;
    }

    private Argument one(Scope scope, SourceExpression expression, List<String> notes) throws DebugInfoException {
        String name = expression.variable();
        Die variable = scope.variable(name);
        if (variable == null) {
            variable = global(scope, name);
        }
        Walk walk = new Walk(locations.locate(variable, scope, notes), new DwarfType(variable.type()),
                Types.fetchType(variable));
        return walk.argument(expression, type -> new DwarfType(types.named(scope, type)),
                scope.function().unit().addressSize());
    }

    private Die global(Scope scope, String name) throws DebugInfoException {
        Die other = null;
        for (int offset : index.candidates(EntryIndex.Kind.VARIABLE, name)) {
            Die variable = file.die(offset);
            if (variable.name().equals(name)) {
                if (variable.unit() == scope.function().unit()) {
                    return variable;
                }
                if (variable.flag(Dw.AT_EXTERNAL)) {
                    other = variable;
                }
            }
        }
        if (other == null) {
            throw new DebugInfoException("no variable of this name is visible here: variable=%s function=%s visible=%s"
                    .formatted(name, scope.block().name(), names(scope, true)));
        }
        return other;
    }
}
