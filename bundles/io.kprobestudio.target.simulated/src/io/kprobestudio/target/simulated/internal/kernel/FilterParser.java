/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.definition.FilterFault;
import io.kprobestudio.definition.Judge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads a filter. What is wrong with it is the {@link Judge}'s to say from 4.17 on; the parser before that, which points at
 * column 0 for whatever is wrong with a field or value, stands here.
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
            return filter + "\n" + (WORDLESS.equals(getMessage()) ? "Error: (0)\n"
                    : " ".repeat(Math.min(column, filter.length())) + "^\nparse_error: " + getMessage() + "\n");
        }
    }

    /** What the error log has where the kernel has no words. */
    private static final String WORDLESS = "Error";
    private static final String[] OPERATORS = { "==", "!=", "<=", "<", ">=", ">", "&", "~" };
    private static final String USER_TEXT = ".ustring";
    private static final String PROCESSORS = "CPUS{";

    private final String text;
    private final EventType type;
    private final boolean modern;
    private int at;
    private int depth;

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
     * @param judge knows the kernel
     */
    static EventFilter parse(String text, EventType type, Judge judge) throws Refused {
        boolean modern = judge.dialect().version().atLeast(4, 17);
        if (modern) {
            Optional<FilterFault> fault = judge.filterFault(type.formatText(),
                    text.getBytes(StandardCharsets.ISO_8859_1));
            if (fault.isPresent()) {
                throw new Refused(fault.get().words(), fault.get().column(), fault.get().errno());
            }
        }
        FilterParser parser = new FilterParser(text, type, modern);
        EventFilter filter = parser.any();
        parser.blanks();
        if (parser.at < text.length()) {
            throw text.charAt(parser.at) == ')' ? new Refused("Unbalanced parens", 0)
                    : new Refused("Invalid operator", parser.at);
        }
        return filter;
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
                    throw new Refused(WORDLESS, 0);
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
                throw new Refused("Unbalanced parens", 0);
            }
            at++;
            return inner;
        }
        return predicate();
    }

    private EventFilter predicate() throws Refused {
        blanks();
        String name = word();
        if (modern) {
            return modernPredicate(name);
        }
        if (name.isEmpty()) {
            throw new Refused("Missing field name and/or value", 0);
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
        if (!field.get().isText()) {
            return number(field.get(), operator, value);
        }
        if (!List.of("==", "!=", "~").contains(operator)) {
            throw new Refused("Illegal operation for field type", 0);
        }
        return text(field.get(), operator, unquoted(value));
    }

    private String word() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(begin, at);
    }

    private String rest() {
        return text.substring(Math.min(at, text.length())).strip();
    }

    /** A predicate that the kernel takes. */
    private EventFilter modernPredicate(String name) throws Refused {
        Optional<EventField> known = type.format().field(name);
        @Nullable
        EventField field = known.isPresent() ? known.get() : null;
        at += text.startsWith(USER_TEXT, at) ? USER_TEXT.length() : 0;
        String operator = String.valueOf(operator());
        blanks();
        char first = at < text.length() ? text.charAt(at) : 0;
        if (first == '"' || first == '\'') {
            int close = text.indexOf(first, at + 1);
            String value = text.substring(at + 1, close);
            at = close + 1;
            return text(field, operator, value);
        }
        if (text.startsWith(PROCESSORS, at)) {
            int begin = at + PROCESSORS.length();
            at = text.indexOf('}', begin) + 1;
            return EventFilter.Processors.of(field, operator, text.substring(begin, at - 1));
        }
        int begin = at;
        at += first == '-' ? 1 : 0;
        word();
        String value = text.substring(begin, at);
        if (field == null) {
            return new EventFilter.Cpu(operator, integer(value));
        }
        return number(field, operator, value);
    }

    private static EventFilter text(@Nullable EventField field, String operator, String value) {
        return new EventFilter.Text(field, !operator.equals("!="), value, operator.equals("~"));
    }

    private static EventFilter number(EventField field, String operator, String value) throws Refused {
        if (operator.equals("~")) {
            throw new Refused("Illegal operation for field type", 0);
        }
        return new EventFilter.Number(field, operator, integer(value));
    }

    private static long integer(String value) throws Refused {
        boolean negative = value.startsWith("-");
        String digits = negative ? value.substring(1) : value;
        try {
            long magnitude = digits.startsWith("0x") || digits.startsWith("0X")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : digits.length() > 1 && digits.startsWith("0") ? Long.parseUnsignedLong(digits, 8)
                            : Long.parseUnsignedLong(digits);
            return negative ? -magnitude : magnitude;
        } catch (NumberFormatException e) {
            throw new Refused("Illegal integer value", 0);
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
