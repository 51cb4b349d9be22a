/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads an event's filter as the kernel does (process_preds in kernel/trace/trace_events_filter.c): first quotes and
 * parentheses of the whole, then term after term. The kernel counts the places of most errors of a term from 1.
 */
final class EventFilter {
    /** What is wrong with a filter, and the column that the kernel points at in the filter's text. */
    record Fault(String words, int column) {
    }

    /** What the kernel says where it has no words of its own. */
    private static final Fault WORDLESS = new Fault("Error", 0);

    private final Kernel kernel;
    private final EventLayout event;
    private final byte[] text;
    private int at;
    private @Nullable Fault fault;

    private EventFilter(Kernel kernel, EventLayout event, byte[] text) {
        this.kernel = kernel;
        this.event = event;
        this.text = text;
    }

    /** The filter's first fault; null when it is taken. */
    static @Nullable Fault check(Kernel kernel, EventLayout event, byte[] text) {
        EventFilter filter = new EventFilter(kernel, event, text);
        if (filter.balanced() && !filter.terms() && filter.fault == null) {
            return WORDLESS;
        }
        return filter.fault;
    }

    private boolean fail(String words, int column) {
        fault = new Fault(words, column);
        return false;
    }

    private int byteAt(int index) {
        return index < text.length ? text[index] : 0;
    }

    /** Whether quotes and parentheses are closed (calc_stack); without any term the kernel has no words for it. */
    private boolean balanced() {
        int open = 0;
        int terms = 0;
        boolean inTerm = false;
        int quote = -1;
        for (int i = 0; i < text.length; i++) {
            int c = text[i];
            if (Ctype.isSpace(c)) {
                continue;
            }
            if (quote >= 0) {
                quote = c == text[quote] ? -1 : quote;
                continue;
            }
            if (c == '\'' || c == '"') {
                quote = i;
            } else if (c == '(' || c == ')') {
                inTerm = false;
                open += c == '(' ? 1 : -1;
                if (open < 0) {
                    return fail("Too few '('", i);
                }
                continue;
            } else if ((c == '|' || c == '&') && byteAt(i + 1) == c) {
                // The second of the two begins a term of its own where it stands before something else.
                inTerm = false;
                continue;
            }
            terms += inTerm ? 0 : 1;
            inTerm = true;
        }
        if (quote >= 0) {
            return fail("Missing matching quote", quote);
        }
        if (open > 0) {
            return fail("Too many '('", unclosed(open));
        }
        if (terms == 0) {
            fault = WORDLESS;
        }
        return terms > 0;
    }

    /** The last parenthesis that nothing closes, as the kernel finds it from the end. */
    private int unclosed(int open) {
        int level = open;
        int quote = 0;
        for (int i = text.length - 1; i > 0; i--) {
            int c = text[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '(') {
                if (level == open) {
                    return i;
                }
                level--;
            } else if (c == ')') {
                level++;
            } else if (c == '\'' || c == '"') {
                quote = c;
            }
        }
        return 0;
    }

    /** All terms with what joins them (predicate_parse); false at a fault. */
    private boolean terms() {
        int depth = 0;
        boolean any = false;
        while (at < text.length) {
            int c = text[at];
            boolean not = c == '!' && byteAt(at + 1) != '=' && byteAt(at + 1) != '~';
            if (Ctype.isSpace(c) || c == '(' || not) {
                depth += c == '(' ? 1 : 0;
                at++;
                continue;
            }
            if (!term()) {
                return false;
            }
            any = true;
            boolean joined = false;
            while (!joined) {
                while (Ctype.isSpace(byteAt(at))) {
                    at++;
                }
                int next = byteAt(at);
                if (next == 0) {
                    return true;
                }
                if (next == ')') {
                    if (depth-- == 0) {
                        return fail("Too few '('", at + 1);
                    }
                    at++;
                } else if ((next == '&' || next == '|') && byteAt(at + 1) == next) {
                    at += 2;
                    joined = true;
                } else {
                    return fail("Too many terms in predicate expression", at);
                }
            }
        }
        if (depth > 0) {
            return fail("Too many '('", at);
        }
        return any || fail("No filter found", at);
    }

    /** {@code FIELD OPERATOR VALUE} (parse_pred); places count from 1. */
    private boolean term() {
        int from = at;
        while (Ctype.isAlnum(byteAt(at)) || byteAt(at) == '_') {
            at++;
        }
        if (at == from) {
            return false;
        }
        FilterField field = FilterField.find(kernel, event, Bytes.text(text, from, at));
        if (field == null) {
            return fail("Field not found", at + 1);
        }
        if (Bytes.startsWith(text, at, text.length, ".ustring")) {
            at += ".ustring".length();
        }
        boolean function = kernel.has(Feature.FILTER_FUNCTIONS)
                && Bytes.startsWith(text, at, text.length, ".function");
        at += function ? ".function".length() : 0;
        skipSpace();
        FilterOperator operator = FilterOperator.at(text, at);
        if (operator == null) {
            return fail("Invalid operator", at + 1);
        }
        at += operator.text().length();
        skipSpace();
        if (function) {
            return function(field, operator);
        }
        int first = byteAt(at);
        if (kernel.has(Feature.FILTER_CPUS) && Bytes.startsWith(text, at, text.length, "CPUS")) {
            return processors(field, operator);
        }
        if (first == '\'' || first == '"') {
            return quoted(field, operator, first);
        }
        if (Ctype.isDigit(first) || first == '-') {
            return number(field, operator);
        }
        return fail("Invalid value (did you forget quotes)?", at + 1);
    }

    private void skipSpace() {
        while (Ctype.isSpace(byteAt(at))) {
            at++;
        }
    }

    private boolean quoted(FilterField field, FilterOperator operator, int quote) {
        if (operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL
                && operator != FilterOperator.GLOB) {
            return fail("Illegal operation for field type", at + 1);
        }
        if (!field.isString()) {
            return fail("Expecting numeric field", at + 1);
        }
        int begin = ++at;
        while (at < text.length && text[at] != quote) {
            at++;
        }
        if (at == text.length) {
            return fail("Missing matching quote", at + 1);
        }
        if (at - begin >= FilterField.MOST_TEXT) {
            return fail("Operand too long", at + 1);
        }
        at++;
        return true;
    }

    private boolean number(FilterField field, FilterOperator operator) {
        if (field.isString()) {
            return fail("Expecting string field", at + 1);
        }
        if (operator == FilterOperator.GLOB) {
            return fail("Illegal operation for field type", at + 1);
        }
        int begin = at;
        at += byteAt(at) == '-' ? 1 : 0;
        if (!digits(begin)) {
            return false;
        }
        boolean fine = field.signed() ? KernelNumber.signed(text, begin, at, 64).ok()
                : KernelNumber.unsigned(text, begin, at, 0, 64).ok();
        return fine || fail("Illegal integer value", begin + 1);
    }

    /** Goes behind letters and digits; there may be 23 bytes with what began before. */
    private boolean digits(int begin) {
        while (Ctype.isAlnum(byteAt(at))) {
            at++;
        }
        return at - begin < FilterField.MOST_DIGITS || fail("Operand too long", at + 1);
    }

    /** A field that is an address, compared with the function around another one. */
    private boolean function(FilterField field, FilterOperator operator) {
        if (field.size() != kernel.wordBits() / 8) {
            return fail("Illegal operation for field type", at + 1);
        }
        if (operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL) {
            return fail("Invalid operator", at + 1);
        }
        int begin = at;
        if (Ctype.isDigit(byteAt(at))) {
            if (!digits(begin)) {
                return false;
            }
            KernelNumber address = KernelNumber.unsigned(text, begin, at, 0, kernel.wordBits());
            if (!address.ok()) {
                return fail("Invalid value (did you forget quotes)?", at + 1);
            }
            return kernel.placement().inFunction(address.value()) || fail("Function not found", at + 1);
        }
        while (at < text.length && !Ctype.isSpace(text[at])) {
            at++;
        }
        return kernel.placement().exists(Bytes.text(text, begin, at)) || fail("Function not found", at + 1);
    }

    /** {@code CPUS{LIST}}. */
    private boolean processors(FilterField field, FilterOperator operator) {
        if (!field.takesProcessors() || operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL
                && operator != FilterOperator.BITS) {
            return fail("Illegal operation for field type", at + 1);
        }
        at += "CPUS".length();
        if (byteAt(at++) != '{') {
            return fail("Missing '{'", at + 1);
        }
        int begin = at;
        while (at < text.length && text[at] != '}') {
            at++;
        }
        if (at == text.length) {
            return fail("Missing '}'", at + 1);
        }
        if (at == begin || !FilterField.isList(Bytes.text(text, begin, at))) {
            return fail("Invalid cpulist", at + 1);
        }
        at++;
        return true;
    }
}
