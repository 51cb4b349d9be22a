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
        Walk walk = new Walk(fetch, variable, variable.type(), null);
        for (Step step : expression.steps()) {
            walk = switch (step) {
            case Step.Element element -> element(walk, element.index(), name);
            case Step.Member member -> member(walk, member, name);
            case Step.Cast cast -> new Walk(walk.pointer(name).fetch(), null, null, types.named(scope, cast.type()));
            case Step.Container container -> container(walk.pointer(name), types.named(scope, container.type()),
                    container.member());
            };
            name = step instanceof Step.Member member ? member.name() : name;
        }
        String usual = expression.usualName();
        String argument = expression.name().isEmpty() ? usual : expression.name();
        Die pointee = walk.pointee();
        if (pointee != null && !expression.address()) {
            return pointer(expression, argument, walk.fetch(), pointee);
        }
        return finish(expression, argument, walk.fetch(), walk.holder(), walk.type());
    }

    /**
     * How far an expression is followed.
     *
     * @param fetch what is reached
     * @param holder the variable or member that it is; null for an element
     * @param type its type
     * @param pointee where it is a pointer of a type that is told otherwise, what it points to; else null
     */
    private record Walk(Fetch fetch, @Nullable Die holder, @Nullable Die type, @Nullable Die pointee) {
        /** Itself, where it may point to something: a pointer, or a number as large. */
        Walk pointer(String name) throws DebugInfoException {
            Die real = Types.real(type);
            if (pointee == null && (real == null || Types.isStructure(real) || Types.isArray(real))) {
                throw new DebugInfoException("no pointer, so that it cannot be cast to one: name=%s type=%s"
                        .formatted(name, Types.describe(real)));
            }
            return this;
        }
    }

    private static Walk container(Walk from, Die whole, String name) throws DebugInfoException {
        Types.Member member = Types.isStructure(whole) ? Types.member(whole, name) : null;
        if (member == null) {
            throw new DebugInfoException("no such member: type=%s member=%s".formatted(Types.describe(whole), name));
        }
        return new Walk(from.fetch().dereferenced().moved(-member.offset()).addressed(), null, null, whole);
    }

    /* A pointer as a value, or the text that it points to. */
    private static Argument pointer(SourceExpression expression, String name, Fetch fetch, Die pointee)
            throws DebugInfoException {
        String wanted = expression.type();
        if (wanted.equals("string") || wanted.equals("ustring")) {
            return text(wanted, name, fetch.dereferenced(), pointee, expression.user());
        }
        return new Argument(name, value(name, fetch).text(expression.user()),
                wanted.isEmpty() ? "x" + 8 * pointee.unit().addressSize() : wanted);
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

    private static Walk element(Walk walk, long number, String name) throws DebugInfoException {
        Die real = Types.real(walk.type());
        Die element = walk.pointee();
        Fetch at = walk.fetch();
        if (element == null) {
            if (real == null || !Types.isArray(real) && !Types.isPointer(real)) {
                throw new DebugInfoException(
                        "neither an array nor a pointer, so that it has no element: name=%s type=%s index=%d"
                                .formatted(name, Types.describe(walk.type()), number));
            }
            element = real.type();
        }
        if (walk.pointee() != null || Types.isPointer(real)) {
            at = at.dereferenced();
        }
        if (!at.isMemory()) {
            throw new DebugInfoException("an array in a register cannot be fetched from: name=" + name);
        }
        return new Walk(at.moved(number * Types.size(element)), null, element, null);
    }

    private static Walk member(Walk walk, Step.Member step, String name) throws DebugInfoException {
        Die pointee = walk.pointee();
        Die real = pointee == null ? Types.real(walk.type()) : pointee;
        Fetch at = walk.fetch();
        if (pointee != null || Types.isPointer(real)) {
            if (!step.arrow()) {
                throw new DebugInfoException("a pointer's member is reached by ->: name=%s member=%s".formatted(name,
                        step.name()));
            }
            real = pointee != null || real == null ? pointee : Types.real(real.type());
            at = at.dereferenced();
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
        return new Walk(at.moved(member.offset()), member.die(), member.die().type(), null);
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
        return text(wanted, name, Types.isPointer(real) ? fetch.dereferenced() : fetch, real.type(), user);
    }

    private static Argument text(String wanted, String name, Fetch at, @Nullable Die of, boolean user)
            throws DebugInfoException {
        if (!Types.isCharacter(of)) {
            throw new DebugInfoException("no string: it is not made of characters: name=%s type=%s".formatted(name,
                    Types.describe(of)));
        }
        return new Argument(name, at.text(user), wanted);
    }
}
