/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wanted of the source's variables, as users write it: {@code [NAME=][&]VARIABLE[->FIELD|.FIELD|[INDEX]]…[:TYPE][@user]}.
 * {@code $params} and {@code $vars} stand for all parameters, and all variables, that are there. Anything that begins with
 * {@code %}, {@code @}, {@code +}, {@code -}, {@code \} or another {@code $} is a fetch argument already and is passed through.
 *
 * @param name the argument's name, or an empty text for the usual one
 * @param variable the variable, or a whole fetch argument
 * @param steps what is followed from the variable on
 * @param type the type that is asked for, or an empty text
 * @param address whether the address of what the steps lead to is wanted, not its value
 * @param user whether memory is the user's
 */
public record SourceExpression(String name, String variable, List<Step> steps, String type, boolean address,
        boolean user) {
    /** A step from a value on. */
    public sealed interface Step {
        /**
         * To a member of a structure or union.
         *
         * @param name the member
         * @param arrow whether it is written with {@code ->}
         */
        record Member(String name, boolean arrow) implements Step {
        }

        /** To an element of an array, or of what a pointer points to. */
        record Element(long index) implements Step {
        }
    }

    private static final Pattern NAME = Pattern.compile("([A-Za-z_]\\w*)=(?!=)(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern STEP = Pattern.compile("(->|\\.)([A-Za-z_]\\w*)|\\[(\\d{1,9})\\]");
    private static final String USER = "@user";

    /** Copies the steps. */
    public SourceExpression {
        steps = List.copyOf(steps);
    }

    /** Whether it is a fetch argument already. */
    public boolean isRaw() {
        return !VARIABLE.matcher(variable).matches() && !isAll();
    }

    /** Whether it stands for all parameters or variables. */
    public boolean isAll() {
        return variable.equals("$params") || variable.equals("$vars");
    }

    /**
     * Reads an expression.
     *
     * @throws DebugInfoException when it cannot be read; the message says where
     */
    public static SourceExpression parse(String text) throws DebugInfoException {
        String rest = text;
        String name = "";
        Matcher named = NAME.matcher(rest);
        if (named.matches()) {
            name = named.group(1);
            rest = named.group(2);
        }
        boolean user = rest.length() > USER.length() && rest.endsWith(USER);
        if (user) {
            rest = rest.substring(0, rest.length() - USER.length());
        }
        if (!rest.isEmpty() && "%@+-\\$".indexOf(rest.charAt(0)) >= 0) {
            return new SourceExpression(name, rest, List.of(), "", false, user);
        }
        String type = "";
        int colon = rest.lastIndexOf(':');
        if (colon > 0) {
            type = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        boolean address = rest.startsWith("&");
        if (address) {
            rest = rest.substring(1);
        }
        Matcher variable = VARIABLE.matcher(rest);
        if (!variable.lookingAt()) {
            throw new DebugInfoException("a variable is expected here: column=%d expression=%s".formatted(
                    text.indexOf(rest), text));
        }
        List<Step> steps = new ArrayList<>();
        int at = variable.end();
        Matcher step = STEP.matcher(rest);
        while (at < rest.length()) {
            step.region(at, rest.length());
            if (!step.lookingAt()) {
                throw new DebugInfoException(
                        "->field, .field or [index] is expected here: column=%d expression=%s".formatted(
                                text.indexOf(rest) + at, text));
            }
            steps.add(step.group(3) != null ? new Step.Element(Long.parseLong(step.group(3)))
                    : new Step.Member(step.group(2), step.group(1).equals("->")));
            at = step.end();
        }
        return new SourceExpression(name, variable.group(), steps, type, address, user);
    }

    /** The name of the argument where none is given: of the last field, else of the variable. */
    public String usualName() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Member member) {
                return member.name();
            }
        }
        return variable;
    }
}
