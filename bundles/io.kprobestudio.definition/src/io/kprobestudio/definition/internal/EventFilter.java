/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FilterFault;
import java.util.Optional;

/**
 * Reads an event's filter as the kernel does (process_preds in kernel/trace/trace_events_filter.c): first quotes and
 * parentheses of the whole, then term after term. The kernel counts the places of most errors of a term from 1.
 */
public final class EventFilter {
    /** What is wrong with a filter, and the column that the kernel points at in the filter's text. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final int column;
        private final int errno;

        Fault(String words, int column, int errno) {
            super(words, null, false, false);
            this.column = column;
            this.errno = errno;
        }

        /** What writing the filter fails with: the parser hands its own small numbers on where the structure is wrong. */
        int errno() {
            return errno;
        }

        int column() {
            return column;
        }
    }

    /* Of the kernel's calc_stack, whose results are handed on as error numbers; the first is any failed term's too. */
    private static final int TOO_MANY_CLOSE = 1;
    private static final int TOO_MANY_OPEN = 2;
    private static final int MISSING_QUOTE = 3;

    private final Kernel kernel;
    private final EventLayout event;
    private final byte[] text;
    private int at;

    private EventFilter(Kernel kernel, EventLayout event, byte[] text) {
        this.kernel = kernel;
        this.event = event;
        this.text = text;
    }

    /** Reads a filter; throws its first fault. */
    static void check(Kernel kernel, EventLayout event, byte[] text) throws Fault {
        EventFilter filter = new EventFilter(kernel, event, text);
        filter.balanced();
        filter.terms();
    }

    /** The first fault of a filter, empty where there is none. */
    public static Optional<FilterFault> fault(Kernel kernel, EventLayout event, byte[] text) {
        try {
            check(kernel, event, text);
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(new FilterFault(String.valueOf(fault.getMessage()), fault.column, fault.errno));
        }
    }

    private static Fault fault(String words, int column) {
        return new Fault(words, column, Errno.EINVAL.number());
    }

    private static Fault fault(String words, int column, int errno) {
        return new Fault(words, column, errno);
    }

    /** Where the kernel has no words of its own. */
    private static Fault wordless(int errno) {
        return new Fault("Error", 0, errno);
    }

    private int byteAt(int index) {
        return index < text.length ? text[index] : 0;
    }

    /** Whether quotes and parentheses are closed (calc_stack); without any term the kernel has no words for it. */
    private void balanced() throws Fault {
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
                    throw fault("Too few '('", i, TOO_MANY_CLOSE);
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
            throw fault("Missing matching quote", quote, MISSING_QUOTE);
        }
        if (open > 0) {
            throw fault("Too many '('", unclosed(open), TOO_MANY_OPEN);
        }
        if (terms == 0) {
            throw wordless(Errno.EINVAL.number());
        }
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

    /** All terms with what joins them (predicate_parse). */
    private void terms() throws Fault {
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
            term();
            any = true;
            boolean joined = false;
            while (!joined) {
                while (Ctype.isSpace(byteAt(at))) {
                    at++;
                }
                int next = byteAt(at);
                if (next == 0) {
                    return;
                }
                if (next == ')') {
                    if (depth-- == 0) {
                        throw fault("Too few '('", at + 1, TOO_MANY_CLOSE);
                    }
                    at++;
                } else if ((next == '&' || next == '|') && byteAt(at + 1) == next) {
                    at += 2;
                    joined = true;
                } else {
                    throw fault("Too many terms in predicate expression", at, TOO_MANY_CLOSE);
                }
            }
        }
        if (depth > 0) {
            throw fault("Too many '('", at, TOO_MANY_CLOSE);
        }
        if (!any) {
            throw fault("No filter found", at);
        }
    }

    /** {@code FIELD OPERATOR VALUE} (parse_pred); places count from 1. */
    private void term() throws Fault {
        int from = at;
        while (Ctype.isAlnum(byteAt(at)) || byteAt(at) == '_') {
            at++;
        }
        if (at == from) {
            throw wordless(TOO_MANY_CLOSE);
        }
        FilterField field = FilterField.find(kernel, event, Bytes.text(text, from, at));
        if (field == null) {
            throw fault("Field not found", at + 1);
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
            throw fault("Invalid operator", at + 1);
        }
        at += operator.text().length();
        skipSpace();
        if (function) {
            function(field, operator);
            return;
        }
        int first = byteAt(at);
        if (kernel.has(Feature.FILTER_CPUS) && Bytes.startsWith(text, at, text.length, "CPUS")) {
            processors(field, operator);
        } else if (first == '\'' || first == '"') {
            quoted(field, operator, first);
        } else if (Ctype.isDigit(first) || first == '-') {
            number(field, operator);
        } else {
            throw fault("Invalid value (did you forget quotes)?", at + 1);
        }
    }

    private void skipSpace() {
        while (Ctype.isSpace(byteAt(at))) {
            at++;
        }
    }

    private void quoted(FilterField field, FilterOperator operator, int quote) throws Fault {
        if (operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL
                && operator != FilterOperator.GLOB) {
            throw fault("Illegal operation for field type", at + 1);
        }
        if (!field.isString()) {
            throw fault("Expecting numeric field", at + 1);
        }
        int begin = ++at;
        while (at < text.length && text[at] != quote) {
            at++;
        }
        if (at == text.length) {
            throw fault("Missing matching quote", at + 1);
        }
        if (at - begin >= FilterField.MOST_TEXT) {
            throw fault("Operand too long", at + 1);
        }
        at++;
    }

    private void number(FilterField field, FilterOperator operator) throws Fault {
        if (field.isString()) {
            throw fault("Expecting string field", at + 1);
        }
        if (operator == FilterOperator.GLOB) {
            throw fault("Illegal operation for field type", at + 1);
        }
        int begin = at;
        at += byteAt(at) == '-' ? 1 : 0;
        digits(begin);
        boolean fine = field.signed() ? KernelNumber.signed(text, begin, at, 64).ok()
                : KernelNumber.unsigned(text, begin, at, 0, 64).ok();
        if (!fine) {
            throw fault("Illegal integer value", begin + 1);
        }
    }

    /** Goes behind letters and digits; there may be 23 bytes with what began before. */
    private void digits(int begin) throws Fault {
        while (Ctype.isAlnum(byteAt(at))) {
            at++;
        }
        if (at - begin >= FilterField.MOST_DIGITS) {
            throw fault("Operand too long", at + 1);
        }
    }

    /** A field that is an address, compared with the function around another one. */
    private void function(FilterField field, FilterOperator operator) throws Fault {
        if (field.size() != kernel.wordBits() / 8) {
            throw fault("Illegal operation for field type", at + 1);
        }
        if (operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL) {
            throw fault("Invalid operator", at + 1);
        }
        int begin = at;
        if (Ctype.isDigit(byteAt(at))) {
            digits(begin);
            KernelNumber address = KernelNumber.unsigned(text, begin, at, 0, kernel.wordBits());
            if (!address.ok()) {
                throw fault("Invalid value (did you forget quotes)?", at + 1);
            }
            known(kernel.placement().inFunction(address.value()));
            return;
        }
        while (at < text.length && !Ctype.isSpace(text[at])) {
            at++;
        }
        known(kernel.placement().exists(Bytes.text(text, begin, at)));
    }

    private void known(boolean function) throws Fault {
        if (!function) {
            throw fault("Function not found", at + 1);
        }
    }

    /** {@code CPUS{LIST}}. */
    private void processors(FilterField field, FilterOperator operator) throws Fault {
        if (!field.takesProcessors() || operator != FilterOperator.NOT_EQUAL && operator != FilterOperator.EQUAL
                && operator != FilterOperator.BITS) {
            throw fault("Illegal operation for field type", at + 1);
        }
        at += "CPUS".length();
        if (byteAt(at++) != '{') {
            throw fault("Missing '{'", at + 1);
        }
        int begin = at;
        while (at < text.length && text[at] != '}') {
            at++;
        }
        if (at == text.length) {
            throw fault("Missing '}'", at + 1);
        }
        if (at == begin || !FilterField.isList(Bytes.text(text, begin, at))) {
            throw fault("Invalid cpulist", at + 1);
        }
        at++;
    }
}
