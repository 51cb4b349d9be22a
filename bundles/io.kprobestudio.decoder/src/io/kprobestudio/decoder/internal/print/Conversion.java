/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of a format text: literal text, or a conversion as {@code lib/vsprintf.c} knows them.
 *
 * @param literal    the text, for a piece without conversion ({@code type} 0)
 * @param flags      of {@code - + # 0} and blank
 * @param width      field width, -1 for none, {@link #FROM_ARGUMENT} for {@code *}
 * @param precision  -1 for none, {@link #FROM_ARGUMENT} for {@code *}
 * @param qualifier  {@code h H l L z t}, H for hh, L for ll, 0 for none
 * @param type       the conversion's letter; 0 for literal text
 * @param extension  letters behind {@code %p}
 */
record Conversion(String literal, String flags, int width, int precision, char qualifier, char type,
        String extension) {

    static final int FROM_ARGUMENT = -2;
    private static final int LIMIT = 4096;

    /** How many arguments a text takes. */
    static int count(String text) {
        int count = 0;
        for (Conversion piece : parse(text)) {
            if (piece.type != 0) {
                count += 1 + (piece.width == FROM_ARGUMENT ? 1 : 0) + (piece.precision == FROM_ARGUMENT ? 1 : 0);
            }
        }
        return count;
    }

    boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    private static Conversion literal(String text) {
        return new Conversion(text, "", -1, -1, (char) 0, (char) 0, "");
    }

    static List<Conversion> parse(String text) {
        List<Conversion> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '%') {
                literal.append(c);
                i++;
                continue;
            }
            int[] end = new int[1];
            Conversion conversion = conversion(text, i, end);
            if (conversion.type == 0) {
                literal.append(conversion.literal);
            } else {
                if (literal.length() > 0) {
                    pieces.add(literal(literal.toString()));
                    literal.setLength(0);
                }
                pieces.add(conversion);
            }
            i = end[0];
        }
        if (literal.length() > 0) {
            pieces.add(literal(literal.toString()));
        }
        return pieces;
    }

    private static char at(String text, int i) {
        return i < text.length() ? text.charAt(i) : 0;
    }

    private static Conversion conversion(String text, int percent, int[] end) {
        int i = percent + 1;
        int flagsFrom = i;
        while ("-+ #0".indexOf(at(text, i)) >= 0 && at(text, i) != 0) {
            i++;
        }
        String flags = text.substring(flagsFrom, i);
        int width = -1;
        if (at(text, i) == '*') {
            width = FROM_ARGUMENT;
            i++;
        } else {
            while (Character.isDigit(at(text, i))) {
                width = Math.min(LIMIT, Math.max(width, 0) * 10 + at(text, i++) - '0');
            }
        }
        int precision = -1;
        if (at(text, i) == '.') {
            i++;
            precision = 0;
            if (at(text, i) == '*') {
                precision = FROM_ARGUMENT;
                i++;
            } else {
                while (Character.isDigit(at(text, i))) {
                    precision = Math.min(LIMIT, precision * 10 + at(text, i++) - '0');
                }
            }
        }
        char qualifier = 0;
        char c = at(text, i);
        if ("hlLzZtq".indexOf(c) >= 0 && c != 0) {
            qualifier = c == 'Z' ? 'z' : c == 'q' ? 'L' : c;
            i++;
            if (c == 'h' && at(text, i) == 'h') {
                qualifier = 'H';
                i++;
            } else if (c == 'l' && at(text, i) == 'l') {
                qualifier = 'L';
                i++;
            }
        }
        char type = at(text, i);
        if (type == 0) {
            end[0] = text.length();
            return literal(text.substring(percent));
        }
        i++;
        if (type == '%') {
            end[0] = i;
            return literal("%");
        }
        if ("diouxXcsp".indexOf(type) < 0) {
            end[0] = i;
            return literal(text.substring(percent, i));
        }
        int extension = i;
        if (type == 'p') {
            while (Character.isLetterOrDigit(at(text, i))) {
                i++;
            }
        }
        end[0] = i;
        return new Conversion("", flags, width, precision, qualifier, type, text.substring(extension, i));
    }
}
