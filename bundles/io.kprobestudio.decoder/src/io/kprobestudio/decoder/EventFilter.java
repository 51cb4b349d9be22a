/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Chooses events by an expression such as {@code event == "open" && dfd < 0 && path ~ "/etc/*"}, without decoding what
 * it does not need.
 *
 * <p>Names are {@code event}, {@code system}, {@code task}, {@code pid}, {@code cpu}, {@code time} (seconds) and the
 * event's fields; a field that has one of these names is reached with a dot before it ({@code .pid}). Operators are
 * {@code == != < <= > >= &} on numbers, {@code == != ~ !~} on text ({@code ~} takes {@code *}, {@code ?} and
 * {@code [a-z]}), {@code && || !} and parentheses. A comparison with a field that an event does not have is false.
 * Immutable; {@link #on} gives what tests records.
 */
public final class EventFilter {

    /** Tests records of one recording. For one thread at a time. */
    public interface Test {
        /** Whether the record is chosen. */
        boolean matches(int cpu, long time, ByteBuffer buffer, int offset, int length);
    }

    /** A part of the expression, made for one event. */
    @FunctionalInterface
    interface Predicate {
        boolean test(int cpu, long time, ByteBuffer buffer, int offset, int length);
    }

    /** A part of the expression. */
    sealed interface Node {
        record And(Node left, Node right) implements Node {
        }

        record Or(Node left, Node right) implements Node {
        }

        record Not(Node inner) implements Node {
        }

        record NumberTest(String name, String operator, long number) implements Node {
        }

        record SecondsTest(String operator, long nanoseconds) implements Node {
        }

        record TextTest(String name, String operator, String text) implements Node {
        }
    }

    /** Chooses each event, known or not. */
    public static final Test ALL = (cpu, time, buffer, offset, length) -> true;

    private static final Predicate NEVER = (cpu, time, buffer, offset, length) -> false;
    private static final Set<String> COMMON = Set.of("event", "system", "task", "comm", "pid", "cpu", "time");
    private static final Predicate ALWAYS = (cpu, time, buffer, offset, length) -> true;

    private final String source;
    private final Node root;

    private EventFilter(String source, Node root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Reads an expression.
     *
     * @throws FilterException with the column at which it is not understood
     */
    public static EventFilter parse(String source) throws FilterException {
        return new EventFilter(source, new FilterParser(source).parse());
    }

    /** The expression as it was given. */
    @Override
    public String toString() {
        return source;
    }

    /**
     * Looks for the names among a recording's events.
     *
     * @return this
     * @throws FilterException with the column of a name that no event has: it is misspelt
     */
    public EventFilter check(TraceMetadata metadata) throws FilterException {
        for (String name : names(root).toList()) {
            String field = name.startsWith(".") ? name.substring(1) : name;
            boolean common = field.equals(name) && COMMON.contains(name);
            if (!common && metadata.formats().all().stream().noneMatch(f -> f.field(field).isPresent())) {
                throw new FilterException(source.indexOf(name), "no event of the recording has a field " + field,
                        source);
            }
        }
        return this;
    }

    private static Stream<String> names(Node node) {
        return switch (node) {
        case Node.And and -> Stream.concat(names(and.left()), names(and.right()));
        case Node.Or or -> Stream.concat(names(or.left()), names(or.right()));
        case Node.Not not -> names(not.inner());
        case Node.NumberTest test -> Stream.of(test.name());
        case Node.SecondsTest test -> Stream.empty();
        case Node.TextTest test -> Stream.of(test.name());
        };
    }

    /** What tests the records of a recording. */
    public Test on(TraceMetadata metadata) {
        EventDecoder decoder = new EventDecoder(metadata);
        @Nullable
        Predicate[] byId = new @Nullable Predicate[metadata.formats().limit()];
        return (cpu, time, buffer, offset, length) -> {
            int id = EventDecoder.eventId(buffer, offset, length);
            if (id < 0 || id >= byId.length) {
                return false;
            }
            Predicate predicate = byId[id];
            if (predicate == null) {
                EventPlan plan = decoder.plan(id);
                predicate = plan == null ? NEVER : compile(root, plan, metadata);
                byId[id] = predicate;
            }
            return predicate.test(cpu, time, buffer, offset, length);
        };
    }

    private static Predicate constant(boolean value) {
        return value ? ALWAYS : NEVER;
    }

    private static Predicate compile(Node node, EventPlan plan, TraceMetadata metadata) {
        return switch (node) {
        case Node.And and -> {
            Predicate left = compile(and.left(), plan, metadata);
            Predicate right = left == NEVER ? NEVER : compile(and.right(), plan, metadata);
            yield left == NEVER || right == NEVER ? NEVER
                    : left == ALWAYS ? right
                            : right == ALWAYS ? left
                                    : (cpu, time, buffer, offset, length) -> left.test(cpu, time, buffer, offset,
                                            length) && right.test(cpu, time, buffer, offset, length);
        }
        case Node.Or or -> {
            Predicate left = compile(or.left(), plan, metadata);
            Predicate right = left == ALWAYS ? ALWAYS : compile(or.right(), plan, metadata);
            yield left == ALWAYS || right == ALWAYS ? ALWAYS
                    : left == NEVER ? right
                            : right == NEVER ? left
                                    : (cpu, time, buffer, offset, length) -> left.test(cpu, time, buffer, offset,
                                            length) || right.test(cpu, time, buffer, offset, length);
        }
        case Node.Not not -> {
            Predicate inner = compile(not.inner(), plan, metadata);
            yield inner == NEVER ? ALWAYS
                    : inner == ALWAYS ? NEVER
                            : (cpu, time, buffer, offset, length) -> !inner.test(cpu, time, buffer, offset, length);
        }
        case Node.NumberTest test -> number(test, plan);
        case Node.SecondsTest test -> (cpu, time, buffer, offset, length) -> compare(time, test.nanoseconds(),
                test.operator(), false);
        case Node.TextTest test -> text(test, plan, metadata);
        };
    }

    private static boolean compare(long value, long wanted, String operator, boolean signed) {
        int order = signed ? Long.compare(value, wanted) : Long.compareUnsigned(value, wanted);
        return switch (operator) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> (value & wanted) != 0;
        };
    }

    private static Predicate number(Node.NumberTest test, EventPlan plan) {
        String operator = test.operator();
        long wanted = test.number();
        if (test.name().equals("cpu")) {
            return (cpu, time, buffer, offset, length) -> compare(cpu, wanted, operator, true);
        }
        Optional<FieldReader> found = test.name().equals("pid") ? Optional.of(plan.pid())
                : plan.field(test.name().startsWith(".") ? test.name().substring(1) : test.name());
        if (found.isEmpty() || !found.get().isNumber()) {
            return NEVER;
        }
        FieldReader reader = found.get();
        boolean signed = reader.field().signed() || wanted < 0;
        int size = reader.field().size();
        long fitted = reader.field().signed() || size == Long.BYTES ? wanted : wanted & (1L << 8 * size) - 1;
        return (cpu, time, buffer, offset, length) -> compare(reader.number(buffer, offset, length), fitted, operator,
                signed && reader.field().signed());
    }

    private static Predicate text(Node.TextTest test, EventPlan plan, TraceMetadata metadata) {
        Glob glob = new Glob(test.text(), test.operator().endsWith("~"));
        boolean wanted = !test.operator().startsWith("!");
        switch (test.name()) {
        case "event":
            return constant(glob.matches(plan.format().name()) == wanted);
        case "system":
            return constant(glob.matches(plan.format().system()) == wanted);
        case "task":
            FieldReader pid = plan.pid();
            return (cpu, time, buffer, offset, length) -> glob
                    .matches(metadata.comms().name((int) pid.number(buffer, offset, length))) == wanted;
        default:
            Optional<FieldReader> found = plan
                    .field(test.name().startsWith(".") ? test.name().substring(1) : test.name());
            if (found.isEmpty() || !found.get().isText()) {
                return NEVER;
            }
            FieldReader reader = found.get();
            return (cpu, time, buffer, offset, length) -> glob.matches(reader.text(buffer, offset, length)) == wanted;
        }
    }
}
