/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import io.kprobestudio.symbols.SourceExpression.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a variable and the steps from it on, in C's order: what is read last is done last. */
final class ExpressionText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern STEP = Pattern.compile("(->|\\.)([A-Za-z_]\\w*)|\\[(\\d{1,9})\\]");
    private static final Pattern TYPE = Pattern.compile("(?:(struct|union)\\s+)?([A-Za-z_]\\w*)");
    private static final Pattern CAST = Pattern
            .compile("\\(\\s*(?:(struct|union)\\s+)?([A-Za-z_]\\w*)\\s*\\*\\s*\\)\\s*");
    private static final Pattern CONTAINER = Pattern.compile("container_of\\s*\\(\\s*");
    private static final int DEEPEST = 64;

    private final String text;
    private final int end;
    private final List<Step> steps = new ArrayList<>();
    private int at;
    private int depth;

    /**
     * Makes a reader.
     *
     * @param text the whole expression, for messages
     * @param at where the variable begins
     * @param end where it and its steps end
     */
    ExpressionText(String text, int at, int end) {
        this.text = text;
        this.at = at;
        this.end = end;
    }

    /** The steps that were read. */
    List<Step> steps() {
        return steps;
    }

    /** Reads all; gives the variable. */
    String read() throws DebugInfoException {
        String variable = postfix();
        if (at < end) {
            throw expected("->field, .field or [index]");
        }
        return variable;
    }

    private String postfix() throws DebugInfoException {
        if (++depth > DEEPEST) {
            throw expected("no deeper parenthesis");
        }
        String variable = primary();
        for (Matcher step = STEP.matcher(text); next(step);) {
            steps.add(step.group(3) != null ? new Step.Element(Long.parseLong(step.group(3)))
                    : new Step.Member(step.group(2), step.group(1).equals("->")));
        }
        depth--;
        return variable;
    }

    private String primary() throws DebugInfoException {
        Matcher container = CONTAINER.matcher(text);
        if (next(container)) {
            String variable = postfix();
            want(',');
            String type = type();
            want(',');
            steps.add(new Step.Container(type, name("a member")));
            want(')');
            return variable;
        }
        Matcher cast = CAST.matcher(text);
        if (next(cast)) {
            String variable = postfix();
            steps.add(new Step.Cast(type(cast)));
            return variable;
        }
        if (at < end && text.charAt(at) == '(') {
            at++;
            String variable = postfix();
            want(')');
            return variable;
        }
        return name("a variable");
    }

    private String type() throws DebugInfoException {
        Matcher type = TYPE.matcher(text);
        if (!next(type)) {
            throw expected("a type");
        }
        return type(type);
    }

    private static String type(Matcher type) {
        return (type.group(1) == null ? "" : type.group(1) + " ") + type.group(2);
    }

    private String name(String what) throws DebugInfoException {
        Matcher name = NAME.matcher(text);
        if (!next(name)) {
            throw expected(what);
        }
        return name.group();
    }

    private void want(char wanted) throws DebugInfoException {
        blanks();
        if (at >= end || text.charAt(at) != wanted) {
            throw expected(String.valueOf(wanted));
        }
        at++;
        blanks();
    }

    private void blanks() {
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean next(Matcher matcher) {
        matcher.region(at, end);
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }

    private DebugInfoException expected(String what) {
        return new DebugInfoException("%s is expected here: column=%d expression=%s".formatted(what, at, text));
    }
}
