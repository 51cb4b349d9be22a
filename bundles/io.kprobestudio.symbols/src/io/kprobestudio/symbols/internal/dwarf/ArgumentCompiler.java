/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceExpression.Step;
import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.symbols.SourceVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;

/** From expressions over the source's variables to fetch arguments at a place. */
final class ArgumentCompiler {
    private final DwarfFile file;
    private final EntryIndex index;
    private final LocationReader locations;

    ArgumentCompiler(DwarfFile file, EntryIndex index, LocationReader locations) {
        this.file = file;
        this.index = index;
        this.locations = locations;
    }

    /** The arguments of an expression: one, or those that $params and $vars stand for and that can be fetched. */
    List<Argument> compile(Scope scope, SourceExpression expression, List<String> notes) throws DebugInfoException {
        if (expression.isRaw()) {
            return List.of(raw(expression));
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
                arguments.put(name, new Argument(name, value(name, fetch).text(false), Types.fetchType(each.die())));
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
                Fetch fetch = value(name, locations.locate(each.die(), scope, new ArrayList<>()));
                found.add(new SourceVariables.Variable(type, name, fetch.text(false), ""));
            } catch (DebugInfoException unavailable) {
                found.add(new SourceVariables.Variable(type, name, "", String.valueOf(unavailable.getMessage())));
            }
        }
        return found;
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

    private static Argument raw(SourceExpression expression) {
        String text = expression.variable();
        int colon = text.lastIndexOf(':');
        String fetch = colon > 0 ? text.substring(0, colon) : text;
        String type = colon > 0 ? text.substring(colon + 1) : "";
        String name = expression.name().isEmpty() ? fetch.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "")
                : expression.name();
        return new Argument(name, fetch, type);
    }

    private Argument one(Scope scope, SourceExpression expression, List<String> notes) throws DebugInfoException {
        String name = expression.variable();
        Die variable = scope.variable(name);
        if (variable == null) {
            variable = global(scope, name);
        }
        Fetch fetch = locations.locate(variable, scope, notes);
        Die holder = variable;
        Die type = variable.type();
        for (Step step : expression.steps()) {
            if (step instanceof Step.Element element) {
                Walk walk = element(fetch, type, element.index(), name);
                fetch = walk.fetch();
                type = walk.type();
                holder = null;
            } else if (step instanceof Step.Member member) {
                Walk walk = member(fetch, type, member, name);
                fetch = walk.fetch();
                holder = walk.holder();
                type = holder == null ? null : holder.type();
                name = member.name();
            }
        }
        String usual = expression.usualName();
        String argument = expression.name().isEmpty() ? usual : expression.name();
        return finish(expression, argument, fetch, holder, type);
    }

    private record Walk(Fetch fetch, @Nullable Die holder, @Nullable Die type) {
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

    private static Walk element(Fetch fetch, @Nullable Die type, long number, String name) throws DebugInfoException {
        Die real = Types.real(type);
        if (real == null || !Types.isArray(real) && !Types.isPointer(real)) {
            throw new DebugInfoException(
                    "neither an array nor a pointer, so that it has no element: name=%s type=%s index=%d"
                            .formatted(name, Types.describe(type), number));
        }
        Die element = real.type();
        Fetch at = Types.isPointer(real) ? fetch.dereferenced() : fetch;
        if (!at.isMemory()) {
            throw new DebugInfoException("an array in a register cannot be fetched from: name=" + name);
        }
        return new Walk(at.moved(number * Types.size(element)), null, element);
    }

    private static Walk member(Fetch fetch, @Nullable Die type, Step.Member step, String name)
            throws DebugInfoException {
        Die real = Types.real(type);
        Fetch at = fetch;
        if (real != null && Types.isPointer(real)) {
            if (!step.arrow()) {
                throw new DebugInfoException("a pointer's member is reached by ->: name=%s member=%s".formatted(name,
                        step.name()));
            }
            real = Types.real(real.type());
            at = fetch.dereferenced();
        } else if (step.arrow()) {
            throw new DebugInfoException("no pointer, so that its member is reached by a dot: name=%s member=%s"
                    .formatted(name, step.name()));
        }
        if (real == null || !Types.isStructure(real)) {
            throw new DebugInfoException("neither a structure nor a union: name=%s type=%s member=%s".formatted(name,
                    Types.describe(real), step.name()));
        }
        if (!at.isMemory()) {
            throw new DebugInfoException("a structure in registers cannot be fetched from: name=%s member=%s"
                    .formatted(name, step.name()));
        }
        Types.Member member = Types.member(real, step.name());
        if (member == null) {
            throw new DebugInfoException(
                    "no such member: type=%s member=%s".formatted(Types.describe(real), step.name()));
        }
        return new Walk(at.moved(member.offset()), member.die(), member.die().type());
    }

    private static Argument finish(SourceExpression expression, String name, Fetch fetch, @Nullable Die holder,
            @Nullable Die type) throws DebugInfoException {
        boolean user = expression.user();
        if (expression.address()) {
            if (!fetch.isMemory() || fetch.base().startsWith("@")) {
                throw new DebugInfoException(
                        "what is in a register or a symbol has no address that can be fetched: name=" + name);
            }
            return address(expression, name, fetch);
        }
        String wanted = expression.type();
        if (!wanted.isEmpty()) {
            if (wanted.equals("string") || wanted.equals("ustring")) {
                return string(wanted, name, fetch, type, user);
            }
            return new Argument(name, value(name, fetch).text(user), wanted);
        }
        return new Argument(name, value(name, fetch).text(user),
                holder == null ? Types.plainType(type) : Types.fetchType(holder));
    }

    private static Fetch value(String name, Fetch fetch) throws DebugInfoException {
        if (fetch.address()) {
            throw new DebugInfoException(
                    "%s is computed here as %s, and no fetch argument adds without reading".formatted(name,
                            fetch.sum()));
        }
        return fetch;
    }

    /* The address of base + offset: only where the offset is 0 is it a value that a fetch argument can have. */
    private static Argument address(SourceExpression expression, String name, Fetch fetch) throws DebugInfoException {
        List<Long> offsets = fetch.offsets();
        long last = offsets.get(offsets.size() - 1);
        if (last != 0) {
            throw new DebugInfoException(
                    "an address behind a pointer cannot be fetched, only what is there: name=%s offset=%d"
                            .formatted(name, last));
        }
        Fetch inner = new Fetch(fetch.base(), offsets.subList(0, offsets.size() - 1), false);
        return new Argument(name, inner.text(expression.user()), expression.type());
    }

    private static Argument string(String wanted, String name, Fetch fetch, @Nullable Die type, boolean user)
            throws DebugInfoException {
        Die real = Types.real(type);
        if (real == null || !Types.isPointer(real) && !Types.isArray(real)) {
            throw new DebugInfoException("neither a pointer nor an array, so that it is no string: name=%s type=%s"
                    .formatted(name, Types.describe(type)));
        }
        if (!Types.isCharacter(real.type())) {
            throw new DebugInfoException("no string: it is not made of characters: name=%s type=%s".formatted(name,
                    Types.describe(real.type())));
        }
        Fetch at = Types.isPointer(real) ? fetch.dereferenced() : fetch;
        return new Argument(name, at.text(user), wanted);
    }
}
