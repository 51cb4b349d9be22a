/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads a filter, and says what is wrong with it in the kernel's words: those of the parser that came with 4.17, or of the
 * one before, which points at column 0 for whatever is wrong with a field or value.
 */
final class FilterParser {

    /** What is wrong. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int column;
        private final int errno;

        Refused(String message, int column) {
            this(message, column, KernelError.EINVAL);
        }

        Refused(String message, int column, int errno) {
            super(message, null, false, false);
            this.column = column;
            this.errno = errno;
        }

        /** What the write fails with: since 4.17 not EINVAL where the structure is wrong. */
        int errno() {
            return errno;
        }

        int column() {
            return column;
        }

        /** What the filter file shows after a refusal. */
        String shown(String filter) {
            return filter + "\n" + " ".repeat(column) + "^\nparse_error: " + getMessage() + "\n";
        }
    }

    private static final String[] OPERATORS = { "==", "!=", "<=", "<", ">=", ">", "&", "~" };

    private final String text;
    private final EventType type;
    private final boolean modern;
    private int at;
    private int depth;
    private int predicates;

    private FilterParser(String text, EventType type, boolean modern) {
        this.text = text;
        this.type = type;
        this.modern = modern;
    }

    /**
     * Reads a filter.
     *
     * @param text the filter
     * @param type the event that it is for
     * @param modern whether the kernel is 4.17 or later
     */
    static EventFilter parse(String text, EventType type, boolean modern) throws Refused {
        FilterParser parser = new FilterParser(text, type, modern);
        EventFilter filter = parser.any();
        parser.blanks();
        if (parser.at < text.length()) {
            if (text.charAt(parser.at) == ')') {
                throw modern ? new Refused("Too few '('", parser.at, KernelError.EPERM)
                        : new Refused("Unbalanced parens", 0);
            }
            throw modern ? parser.noOperator() : parser.error("Invalid operator", parser.at);
        }
        return filter;
    }

    private Refused error(String message, int column) {
        return new Refused(message, modern ? column + 1 : 0);
    }

    private Refused noOperator() {
        return new Refused("Too many terms in predicate expression", at, KernelError.EPERM);
    }

    /** Since 4.17 an operator at the very end, with or without a negation behind it, is taken and says nothing. */
    private boolean ends() {
        boolean ends = modern && depth == 0 && text.substring(at).matches("[\\s!]*");
        at = ends ? text.length() : at;
        return ends;
    }

    private EventFilter any() throws Refused {
        List<EventFilter> parts = new ArrayList<>();
        parts.add(all(false));
        while (operator("||") && !ends()) {
            parts.add(all(true));
        }
        return parts.size() == 1 ? parts.get(0) : new EventFilter.Any(List.copyOf(parts));
    }

    private EventFilter all(boolean alternative) throws Refused {
        List<EventFilter> parts = new ArrayList<>();
        parts.add(term());
        while (operator("&&")) {
            if (ends()) {
                if (alternative) {
                    throw new Refused("Error", 0);
                }
                break;
            }
            parts.add(term());
        }
        return parts.size() == 1 ? parts.get(0) : new EventFilter.All(List.copyOf(parts));
    }

    private EventFilter term() throws Refused {
        blanks();
        if (at < text.length() && text.charAt(at) == '!' && modern) {
            at++;
            return new EventFilter.Not(term());
        }
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            depth++;
            EventFilter inner = any();
            depth--;
            blanks();
            if (at >= text.length() || text.charAt(at) != ')') {
                throw !modern ? new Refused("Unbalanced parens", 0)
                        : at < text.length() ? noOperator() : new Refused("Too many '('", 0, KernelError.ENOENT);
            }
            at++;
            return inner;
        }
        return predicate();
    }

    private EventFilter predicate() throws Refused {
        blanks();
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(begin, at);
        if (name.isEmpty()) {
            throw modern ? nothing() : new Refused("Missing field name and/or value", 0);
        }
        predicates++;
        if (modern) {
            return modernPredicate(name);
        }
        String operator = operator();
        String value = operator == null ? "" : oldValue();
        if (operator == null || value.isEmpty()) {
            throw new Refused(
                    operator == null && !rest().isEmpty() ? "Invalid operator" : "Missing field name and/or value",
                    operator == null && !rest().isEmpty() ? at : 0);
        }
        Optional<EventField> field = type.format().field(name);
        if (field.isEmpty()) {
            throw new Refused("Field not found", 0);
        }
        return field.get().isText() ? text(field.get(), operator, unquoted(value), 0)
                : number(field.get(), operator, value, 0);
    }

    /** Where a predicate should stand, there is none. */
    private Refused nothing() {
        if (text.matches("[\\s!]*")) {
            return new Refused("No filter found", text.length());
        }
        boolean empty = predicates == 0 && at < text.length() && text.charAt(at) == ')';
        return new Refused("Error", 0, empty ? KernelError.EINVAL : KernelError.EPERM);
    }

    private String rest() {
        return text.substring(Math.min(at, text.length())).strip();
    }

    private EventFilter modernPredicate(String name) throws Refused {
        Optional<EventField> known = type.format().field(name);
        boolean comm = known.isEmpty() && name.equalsIgnoreCase("comm") && (name.equals("comm") || name.equals("COMM"));
        boolean cpu = known.isEmpty() && (name.equals("cpu") || name.equals("CPU"));
        if (known.isEmpty() && !comm && !cpu) {
            throw error("Field not found", at);
        }
        String operator = operator();
        if (operator == null) {
            throw error("Invalid operator", at);
        }
        blanks();
        int begin = at;
        char first = at < text.length() ? text.charAt(at) : 0;
        boolean string = comm || known.isPresent() && isString(known.get());
        if (first == '"' || first == '\'') {
            if (!string) {
                throw error("Expecting numeric field", at);
            }
            int close = text.indexOf(first, at + 1);
            if (close < 0) {
                throw error("Missing matching quote", begin);
            }
            at = close + 1;
            return text(known.isPresent() ? known.get() : null, operator, text.substring(begin + 1, close), begin);
        }
        if (!Character.isDigit(first) && first != '-') {
            throw error("Invalid value (did you forget quotes)?", at);
        }
        if (string) {
            throw error("Expecting string field", at);
        }
        if (operator.equals("~")) {
            throw error("Illegal operation for field type", at);
        }
        at++;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String value = text.substring(begin, at);
        return cpu ? new EventFilter.Cpu(operator, integer(value, begin))
                : number(known.orElseThrow(), operator, value, begin);
    }

    private static boolean isString(EventField field) {
        return field.isText() || field.isPointer() && field.elementType().startsWith("char");
    }

    private EventFilter text(@Nullable EventField field, String operator, String value, int column) throws Refused {
        return switch (operator) {
        case "==" -> new EventFilter.Text(field, true, value, false);
        case "!=" -> new EventFilter.Text(field, false, value, false);
        case "~" -> new EventFilter.Text(field, true, value, true);
        default -> throw error("Illegal operation for field type", column);
        };
    }

    private EventFilter number(EventField field, String operator, String value, int column) throws Refused {
        if (operator.equals("~")) {
            throw error("Illegal operation for field type", column);
        }
        return new EventFilter.Number(field, operator, integer(value, column));
    }

    private long integer(String value, int column) throws Refused {
        boolean negative = value.startsWith("-");
        String digits = negative ? value.substring(1) : value;
        try {
            long magnitude = digits.startsWith("0x") || digits.startsWith("0X")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : digits.length() > 1 && digits.startsWith("0") ? Long.parseUnsignedLong(digits, 8)
                            : Long.parseUnsignedLong(digits);
            return negative ? -magnitude : magnitude;
        } catch (NumberFormatException e) {
            throw error("Illegal integer value", column);
        }
    }

    private @Nullable String operator() {
        blanks();
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at) && !text.startsWith("&&", at)) {
                at += operator.length();
                return operator;
            }
        }
        return null;
    }

    private boolean operator(String wanted) {
        blanks();
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    private String oldValue() {
        blanks();
        int begin = at;
        if (at < text.length() && text.charAt(at) == '"') {
            int close = text.indexOf('"', at + 1);
            at = close < 0 ? text.length() : close + 1;
        } else {
            while (at < text.length() && !text.startsWith("&&", at) && !text.startsWith("||", at)
                    && text.charAt(at) != ')') {
                at++;
            }
        }
        return text.substring(begin, at).strip();
    }

    private static String unquoted(String value) {
        String text = value.startsWith("\"") ? value.substring(1) : value;
        return text.endsWith("\"") ? text.substring(0, text.length() - 1) : text;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
