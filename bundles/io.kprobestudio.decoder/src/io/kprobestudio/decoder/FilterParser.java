/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.math.BigDecimal;
import java.util.List;

import io.kprobestudio.decoder.EventFilter.Node;

/** Parses filter expressions. Used once. */
final class FilterParser {

    private static final int MAX_DEPTH = 100;
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "!~", "<", ">", "&", "~");

    private final String source;
    private int at;
    private int depth;

    FilterParser(String source) {
        this.source = source;
    }

    Node parse() throws FilterException {
        Node node = or();
        blanks();
        if (at < source.length()) {
            throw error("expected && or ||");
        }
        return node;
    }

    private FilterException error(String what) {
        return new FilterException(at, what, source);
    }

    private void blanks() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private boolean accept(String token) {
        blanks();
        if (source.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private Node or() throws FilterException {
        Node node = and();
        while (accept("||")) {
            node = new Node.Or(node, and());
        }
        return node;
    }

    private Node and() throws FilterException {
        Node node = not();
        while (accept("&&")) {
            node = new Node.And(node, not());
        }
        return node;
    }

    private Node not() throws FilterException {
        if (++depth > MAX_DEPTH) {
            throw error("nested too deeply");
        }
        try {
            if (accept("!")) {
                return new Node.Not(not());
            }
            if (accept("(")) {
                Node inner = or();
                if (!accept(")")) {
                    throw error("expected )");
                }
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Node comparison() throws FilterException {
        String name = name();
        blanks();
        String operator = OPERATORS.stream().filter(o -> source.startsWith(o, at)).findFirst().orElse("");
        if (operator.isEmpty() || source.startsWith("&&", at)) {
            throw error("expected an operator behind " + name);
        }
        at += operator.length();
        blanks();
        if (at < source.length() && source.charAt(at) == '"') {
            if (!List.of("==", "!=", "~", "!~").contains(operator)) {
                throw error("text is compared by ==, !=, ~ or !~, not by " + operator);
            }
            return new Node.TextTest(name.equals("comm") ? "task" : name, operator, text());
        }
        if (operator.endsWith("~")) {
            throw error("expected text in quotes behind " + operator);
        }
        return name.equals("time") ? seconds(operator) : new Node.NumberTest(name, operator, number());
    }

    private String name() throws FilterException {
        blanks();
        int from = at;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_'
                || source.charAt(at) == '.' && at == from)) {
            at++;
        }
        if (at == from || Character.isDigit(source.charAt(from))) {
            at = from;
            throw error("expected a name");
        }
        return source.substring(from, at);
    }

    private String text() throws FilterException {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < source.length() && source.charAt(at) != '"') {
            if (source.charAt(at) == '\\' && at + 1 < source.length()) {
                at++;
            }
            text.append(source.charAt(at++));
        }
        if (at >= source.length()) {
            throw error("the text has no end");
        }
        at++;
        return text.toString();
    }

    private String word() {
        int from = at;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '.'
                || source.charAt(at) == '-' && at == from)) {
            at++;
        }
        return source.substring(from, at);
    }

    private long number() throws FilterException {
        int from = at;
        String word = word();
        try {
            boolean negative = word.startsWith("-");
            String digits = negative ? word.substring(1) : word;
            long value = digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : Long.parseUnsignedLong(digits);
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            at = from;
            throw error("expected a number or text in quotes");
        }
    }

    private Node seconds(String operator) throws FilterException {
        int from = at;
        try {
            return new Node.SecondsTest(operator, new BigDecimal(word()).movePointRight(9).longValue());
        } catch (NumberFormatException e) {
            at = from;
            throw error("expected seconds");
        }
    }
}
