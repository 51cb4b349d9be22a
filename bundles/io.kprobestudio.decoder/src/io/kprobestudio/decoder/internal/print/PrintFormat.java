/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.ArrayList;
import java.util.List;

/**
 * A print format: the text with its conversions, and one expression for each value that they take. The kernel writes the
 * text of static events as it is, so that newlines and quotes stand in it unescaped; where it ends is found by trying.
 *
 * @param text      a character a byte
 * @param arguments the expressions
 */
record PrintFormat(String text, List<Ast> arguments) {

    PrintFormat {
        arguments = List.copyOf(arguments);
    }

    static PrintFormat parse(String source) throws PrintSyntaxException {
        int open = source.indexOf('"');
        if (open < 0) {
            throw new PrintSyntaxException("no text");
        }
        PrintSyntaxException first = null;
        int quote = open;
        while ((quote = closingQuote(source, quote + 1)) >= 0) {
            int after = skipBlanks(source, quote + 1);
            if (after < source.length() && source.charAt(after) != ',' && source.charAt(after) != '"') {
                continue;
            }
            String text = CLexer.unescape(literals(source, open, quote));
            if (after < source.length() && source.charAt(after) == '"') {
                continue;
            }
            try {
                List<Ast> arguments = after < source.length() ? CParser.arguments(source, after + 1) : List.of();
                if (Conversion.count(text) == arguments.size()) {
                    return new PrintFormat(text, arguments);
                }
                if (first == null) {
                    first = new PrintSyntaxException(
                            "conversions=" + Conversion.count(text) + ", arguments=" + arguments.size());
                }
            } catch (PrintSyntaxException e) {
                if (first == null) {
                    first = e;
                }
            }
        }
        throw first == null ? new PrintSyntaxException("the text has no end") : first;
    }

    /** The next quote that is not escaped, or -1. */
    private static int closingQuote(String source, int from) {
        int i = from;
        while (i < source.length() && source.charAt(i) != '"') {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return i < source.length() ? i : -1;
    }

    private static int skipBlanks(String source, int from) {
        int i = from;
        while (i < source.length() && Character.isWhitespace(source.charAt(i))) {
            i++;
        }
        return i;
    }

    /** What stands between two quotes; {@code "a" "b"} inside is taken together. */
    private static String literals(String source, int open, int close) {
        String whole = source.substring(open + 1, close);
        List<String> parts = new ArrayList<>();
        int from = 0;
        int quote = -1;
        while ((quote = closingQuote(whole, quote + 1)) >= 0) {
            int next = skipBlanks(whole, quote + 1);
            if (next < whole.length() && next > quote + 1 && whole.charAt(next) == '"') {
                parts.add(whole.substring(from, quote));
                from = next + 1;
                quote = next;
            }
        }
        parts.add(whole.substring(from));
        return String.join("", parts);
    }
}
