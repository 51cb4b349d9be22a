/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

/**
 * Writes lines with one blank between their words, which is how the kernel reads and prints them: no verdict changes, nor
 * does a comment.
 */
public final class Spacing {

    /** Kernels refuse lines of 4096 bytes and more (trace_parse_run_command); what comes near is left alone. */
    private static final int LONGEST = 4000;

    private Spacing() {
    }

    /**
     * A line with canonical blanks: none in front of its first word, one between words and before a comment behind them. A line
     * of a comment alone is left as it is, since {@code #@} lines mean something where they stand at the begin.
     *
     * @param line the line without its newline; a carriage return at its end stays
     */
    public static String line(String line) {
        if (line.length() > LONGEST) {
            return line;
        }
        boolean returns = line.endsWith("\r");
        String text = returns ? line.substring(0, line.length() - 1) : line;
        int hash = text.indexOf('#');
        StringBuilder made = new StringBuilder(line.length());
        words(hash < 0 ? text : text.substring(0, hash), made);
        if (hash >= 0) {
            if (made.isEmpty()) {
                return line;
            }
            made.append(' ').append(text, hash, text.length());
        }
        return made.append(returns ? "\r" : "").toString();
    }

    private static void words(String text, StringBuilder into) {
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isBlank(c)) {
                blank = !into.isEmpty();
            } else {
                if (blank) {
                    into.append(' ');
                }
                blank = false;
                into.append(c);
            }
        }
    }

    /** Of what the kernel takes for a blank, that which is no part of a longer character in UTF-8 and ends no line. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f';
    }
}
