/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.ArrayList;
import java.util.List;

/** Cuts C source into tokens. */
final class CLexer {

    enum Kind {
        NAME, NUMBER, CHARACTER, STRING, OPERATOR, END
    }

    /** A token; {@code text} of strings and characters is what they mean, a character a byte. */
    record Token(Kind kind, String text, int at) {
        boolean is(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }
    }

    private static final String[] OPERATORS = { "<<=", ">>=", "...", "->", "<<", ">>", "<=", ">=", "==", "!=", "&&",
            "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=" };

    private final String source;
    private int at;

    private CLexer(String source, int from) {
        this.source = source;
        at = from;
    }

    static List<Token> tokens(String source, int from) throws PrintSyntaxException {
        CLexer lexer = new CLexer(source, from);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() throws PrintSyntaxException {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        int start = at;
        if (at >= source.length()) {
            return new Token(Kind.END, "", start);
        }
        char c = source.charAt(at);
        if (isNameStart(c)) {
            while (at < source.length() && (isNameStart(source.charAt(at)) || isDigit(source.charAt(at)))) {
                at++;
            }
            return new Token(Kind.NAME, source.substring(start, at), start);
        }
        if (isDigit(c)) {
            while (at < source.length() && (isNameStart(source.charAt(at)) || isDigit(source.charAt(at)))) {
                at++;
            }
            return new Token(Kind.NUMBER, source.substring(start, at), start);
        }
        if (c == '"' || c == '\'') {
            at++;
            String text = quoted(source, at, c);
            at = quoteEnd(source, at, c) + 1;
            return new Token(c == '"' ? Kind.STRING : Kind.CHARACTER, text, start);
        }
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                at += operator.length();
                return new Token(Kind.OPERATOR, operator, start);
            }
        }
        at++;
        return new Token(Kind.OPERATOR, String.valueOf(c), start);
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int quoteEnd(String source, int from, char quote) throws PrintSyntaxException {
        int i = from;
        while (i < source.length() && source.charAt(i) != quote) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= source.length()) {
            throw new PrintSyntaxException("no end of the quote at " + from);
        }
        return i;
    }

    private static String quoted(String source, int from, char quote) throws PrintSyntaxException {
        return unescape(source.substring(from, quoteEnd(source, from, quote)));
    }

    /** What a C literal means: a character a byte. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i >= text.length()) {
                out.append(c);
                continue;
            }
            c = text.charAt(i++);
            switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'a' -> out.append((char) 7);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'v' -> out.append((char) 11);
            case 'e' -> out.append((char) 27);
            case 'x' -> {
                int value = 0;
                int digit;
                while (i < text.length() && (digit = Character.digit(text.charAt(i), 16)) >= 0) {
                    value = value << 4 | digit;
                    i++;
                }
                out.append((char) (value & 0xff));
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int value = c - '0';
                for (int n = 0; n < 2 && i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '7'; n++) {
                    value = value << 3 | text.charAt(i++) - '0';
                }
                out.append((char) (value & 0xff));
            }
            default -> out.append(c);
            }
        }
        return out.toString();
    }
}
