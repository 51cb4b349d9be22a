/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.fetch;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceExpression.Step;
import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.symbols.internal.fetch.SourceType.Kind;
import java.util.List;

/**
 * How far an expression is followed. Immutable.
 *
 * @param fetch what is reached
 * @param type its type
 * @param fetchType the type with which it is shown, or an empty text
 */
public record Walk(Fetch fetch, SourceType type, String fetchType) {

    /** Finds types by the names that casts give them. */
    @FunctionalInterface
    public interface NamedTypes {
        /**
         * A type.
         *
         * @param name {@code struct NAME}, {@code union NAME}, or the name of a typedef or basic type
         * @throws DebugInfoException when there is none
         */
        SourceType named(String name) throws DebugInfoException;
    }

    private static Walk plain(Fetch fetch, SourceType type) {
        return new Walk(fetch, type, type.fetchType());
    }

    /**
     * The argument of an expression over a variable.
     *
     * @param types the types that casts name
     * @param word bytes of a pointer
     * @throws DebugInfoException when a step cannot be made or its end cannot be fetched; says why
     */
    public Argument argument(SourceExpression expression, NamedTypes types, int word) throws DebugInfoException {
        Walk walk = this;
        String name = expression.variable();
        for (Step step : expression.steps()) {
            walk = switch (step) {
            case Step.Element element -> walk.element(element.index(), name);
            case Step.Member member -> walk.member(member, name);
            case Step.Cast cast -> plain(walk.pointer(name).fetch(),
                    new PointerType(types.named(cast.type()), word));
            case Step.Container container -> walk.pointer(name).container(types.named(container.type()),
                    container.member(), word);
            };
            name = step instanceof Step.Member member ? member.name() : name;
        }
        return walk.finish(expression, expression.name().isEmpty() ? expression.usualName() : expression.name());
    }

    /** A fetch argument that is written as one. */
    public static Argument raw(SourceExpression expression) {
        String text = expression.variable();
        int colon = text.lastIndexOf(':');
        String fetch = colon > 0 ? text.substring(0, colon) : text;
        String type = colon > 0 ? text.substring(colon + 1) : "";
        String name = expression.name().isEmpty() ? fetch.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "")
                : expression.name();
        return new Argument(name, fetch, type);
    }

    /**
     * What is fetched, where that is a value.
     *
     * @throws DebugInfoException when it is an address that no fetch argument can compute
     */
    public static Fetch value(String name, Fetch fetch) throws DebugInfoException {
        if (fetch.address()) {
            throw new DebugInfoException(
                    "%s is computed here as %s, and no fetch argument adds without reading".formatted(name,
                            fetch.sum()));
        }
        return fetch;
    }

    /* Itself, where it may point to something: a pointer, or a number as large. */
    private Walk pointer(String name) throws DebugInfoException {
        if (type.kind() == Kind.STRUCTURE || type.kind() == Kind.ARRAY
                || type.kind() == Kind.OTHER && type.size() == 0) {
            throw new DebugInfoException("no pointer, so that it cannot be cast to one: name=%s type=%s"
                    .formatted(name, type.describe()));
        }
        return this;
    }

    private Walk container(SourceType whole, String name, int word) throws DebugInfoException {
        SourceType.Member member = whole.kind() == Kind.STRUCTURE ? whole.member(name) : null;
        if (member == null) {
            throw new DebugInfoException("no such member: type=%s member=%s".formatted(whole.describe(), name));
        }
        return plain(fetch.dereferenced().moved(-member.offset()).addressed(), new PointerType(whole, word));
    }

    private Walk element(long number, String name) throws DebugInfoException {
        if (type.kind() != Kind.ARRAY && type.kind() != Kind.POINTER) {
            throw new DebugInfoException(
                    "neither an array nor a pointer, so that it has no element: name=%s type=%s index=%d"
                            .formatted(name, type.describe(), number));
        }
        Fetch at = type.kind() == Kind.POINTER ? fetch.dereferenced() : fetch;
        if (!at.isMemory()) {
            throw new DebugInfoException("an array in a register cannot be fetched from: name=" + name);
        }
        SourceType element = type.target();
        return plain(at.moved(number * element.size()), element);
    }

    private Walk member(Step.Member step, String name) throws DebugInfoException {
        boolean pointer = type.kind() == Kind.POINTER;
        if (pointer && !step.arrow()) {
            throw new DebugInfoException("a pointer's member is reached by ->: name=%s member=%s".formatted(name,
                    step.name()));
        }
        if (!pointer && step.arrow()) {
            throw new DebugInfoException("no pointer, so that its member is reached by a dot: name=%s member=%s"
                    .formatted(name, step.name()));
        }
        Fetch at = pointer ? fetch.dereferenced() : fetch;
        SourceType whole = pointer ? type.target() : type;
        if (whole.kind() != Kind.STRUCTURE) {
            throw new DebugInfoException("neither a structure nor a union: name=%s type=%s member=%s".formatted(name,
                    whole.describe(), step.name()));
        }
        if (!at.isMemory()) {
            throw new DebugInfoException("a structure in registers cannot be fetched from: name=%s member=%s"
                    .formatted(name, step.name()));
        }
        SourceType.Member member = whole.member(step.name());
        if (member == null) {
            throw new DebugInfoException("no such member: type=%s member=%s".formatted(whole.describe(), step.name()));
        }
        return new Walk(at.moved(member.offset()), member.type(), member.fetchType());
    }

    private Argument finish(SourceExpression expression, String name) throws DebugInfoException {
        boolean user = expression.user();
        String wanted = expression.type();
        if (expression.address()) {
            if (!fetch.isMemory() || fetch.base().startsWith("@")) {
                throw new DebugInfoException(
                        "what is in a register or a symbol has no address that can be fetched: name=" + name);
            }
            return address(expression, name);
        }
        if (wanted.equals("string") || wanted.equals("ustring")) {
            return string(wanted, name, user);
        }
        return new Argument(name, value(name, fetch).text(user), wanted.isEmpty() ? fetchType : wanted);
    }

    /* The address of base + offset: only where the offset is 0 is it a value that a fetch argument can have. */
    private Argument address(SourceExpression expression, String name) throws DebugInfoException {
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

    private Argument string(String wanted, String name, boolean user) throws DebugInfoException {
        if (type.kind() != Kind.POINTER && type.kind() != Kind.ARRAY) {
            throw new DebugInfoException("neither a pointer nor an array, so that it is no string: name=%s type=%s"
                    .formatted(name, type.describe()));
        }
        if (!type.target().isCharacter()) {
            throw new DebugInfoException("no string: it is not made of characters: name=%s type=%s".formatted(name,
                    type.target().describe()));
        }
        return new Argument(name, (type.kind() == Kind.POINTER ? fetch.dereferenced() : fetch).text(user), wanted);
    }
}
