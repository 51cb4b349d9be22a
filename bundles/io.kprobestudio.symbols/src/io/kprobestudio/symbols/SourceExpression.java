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
 * As in C, a pointer may be cast ({@code ((struct sock *)data)->sk_family}) and what holds a member be reached from it
 * ({@code container_of(work, struct request, work)->tag}).
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

        /**
         * To the same value as a pointer to another type.
         *
         * @param type the type that is pointed to, such as {@code struct sock}
         */
        record Cast(String type) implements Step {
        }

        /**
         * From a pointer to a member to a pointer to the structure that it lies in.
         *
         * @param type the structure, such as {@code struct sock}
         * @param member its member
         */
        record Container(String type, String member) implements Step {
        }
    }

    private static final Pattern NAME = Pattern.compile("([A-Za-z_]\\w*)=(?!=)(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");
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
        ExpressionText inner = new ExpressionText(text, text.indexOf(rest), text.indexOf(rest) + rest.length());
        String variable = inner.read();
        return new SourceExpression(name, variable, inner.steps(), type, address, user);
    }

    /** The words of a line of expressions: parted by blanks, but not by those within parentheses. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (char c : line.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!Character.isWhitespace(c) || depth > 0) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
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
