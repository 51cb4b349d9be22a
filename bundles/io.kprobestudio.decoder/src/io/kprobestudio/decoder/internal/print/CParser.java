/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.internal.CType;
import io.kprobestudio.decoder.internal.print.CLexer.Kind;
import io.kprobestudio.decoder.internal.print.CLexer.Token;

/** Parses the argument list of a print format: C expressions, with GNU's extensions that the kernel uses. */
final class CParser {

    private static final int MAX_DEPTH = 200;
    private static final String[][] LEVELS = { { "||" }, { "&&" }, { "|" }, { "^" }, { "&" }, { "==", "!=" },
            { "<", ">", "<=", ">=" }, { "<<", ">>" }, { "+", "-" }, { "*", "/", "%" } };
    private static final Set<String> TYPE_WORDS = Set.of("unsigned", "signed", "const", "volatile", "struct", "union",
            "enum", "void", "char", "short", "int", "long", "bool", "_Bool", "__force", "__user", "__kernel", "__iomem",
            "typeof", "__typeof__");

    private final List<Token> tokens;
    private final Set<Ast> compounds = new HashSet<>();
    private int at;
    private int depth;

    private CParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Expressions, separated by commas, up to the end of the text. */
    static List<Ast> arguments(String source, int from) throws PrintSyntaxException {
        CParser parser = new CParser(CLexer.tokens(source, from));
        List<Ast> arguments = new ArrayList<>();
        while (parser.peek().kind() != Kind.END) {
            arguments.add(parser.expression());
            if (parser.peek().kind() != Kind.END) {
                parser.expect(",");
            }
        }
        return arguments;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    private boolean accept(String operator) {
        if (peek().is(operator)) {
            take();
            return true;
        }
        return false;
    }

    private void expect(String operator) throws PrintSyntaxException {
        if (!accept(operator)) {
            throw new PrintSyntaxException("expected " + operator + " at " + peek().at() + ", found " + peek().text());
        }
    }

    private Ast expression() throws PrintSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw new PrintSyntaxException("nested too deeply at " + peek().at());
        }
        Ast result = conditional();
        depth--;
        return result;
    }

    private Ast conditional() throws PrintSyntaxException {
        Ast condition = binary(0);
        if (!accept("?")) {
            return condition;
        }
        @Nullable
        Ast whenTrue = null;
        if (!peek().is(":")) {
            whenTrue = expression();
        }
        expect(":");
        return new Ast.Conditional(condition, whenTrue, expression());
    }

    private Ast binary(int level) throws PrintSyntaxException {
        if (level == LEVELS.length) {
            return unary();
        }
        Ast left = binary(level + 1);
        while (true) {
            String found = null;
            for (String operator : LEVELS[level]) {
                if (peek().is(operator)) {
                    found = operator;
                }
            }
            if (found == null) {
                return left;
            }
            take();
            left = new Ast.Binary(found, left, binary(level + 1));
        }
    }

    private Ast unary() throws PrintSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw new PrintSyntaxException("nested too deeply at " + peek().at());
        }
        try {
            Token token = peek();
            if (token.kind() == Kind.OPERATOR && token.text().length() == 1 && "-+~!*&".contains(token.text())) {
                take();
                return new Ast.Unary(token.text().charAt(0), unary());
            }
            if (token.kind() == Kind.NAME && token.text().equals("sizeof")) {
                take();
                return sizeOf();
            }
            if (token.is("(")) {
                int start = at;
                take();
                if (peek().is("{")) {
                    return postfix(block());
                }
                Ast.TypeName type = typeName();
                if (type != null && accept(")")) {
                    if (peek().is("{")) {
                        return compound();
                    }
                    if (!peek().is("->") && !peek().is(".")) {
                        return new Ast.Cast(type, unary());
                    }
                }
                at = start;
            }
            return postfix(primary());
        } finally {
            depth--;
        }
    }

    /** {@code (ktime_t) { .tv64 = x }.tv64}: of one member, so that it stands for the whole. */
    private Ast compound() throws PrintSyntaxException {
        expect("{");
        if (accept(".")) {
            take();
            expect("=");
        }
        Ast value = expression();
        expect("}");
        while (accept(".")) {
            take();
        }
        if (peek().is(")") && tokens.get(Math.min(at + 1, tokens.size() - 1)).is(".")) {
            compounds.add(value);
        }
        return value;
    }

    private Ast sizeOf() throws PrintSyntaxException {
        int start = at;
        if (accept("(")) {
            Ast.TypeName type = typeName();
            if (type != null && accept(")")) {
                return new Ast.SizeOf(type);
            }
        }
        at = start;
        return new Ast.SizeOfValue(unary());
    }

    /** A type name up to a closing parenthesis or a declared name; null when it is something else. */
    private Ast.@Nullable TypeName typeName() {
        StringBuilder words = new StringBuilder();
        int pointers = 0;
        boolean sure = false;
        boolean tag = false;
        boolean named = false;
        while (true) {
            Token token = peek();
            if (token.kind() == Kind.NAME && pointers == 0) {
                String word = token.text();
                if (TYPE_WORDS.contains(word)) {
                    tag = word.equals("struct") || word.equals("union") || word.equals("enum");
                    sure = true;
                } else if (tag) {
                    tag = false;
                    named = true;
                } else if (!named && !sure && isTypeName(word)) {
                    sure = true;
                    named = true;
                } else if (words.length() == 0) {
                    named = true;
                } else if (sure && !named && CType.sizeOf(word, 8) > 0) {
                    named = true;
                } else {
                    break;
                }
                if (!isQualifier(word)) {
                    words.append(words.length() == 0 ? "" : " ").append(word);
                }
                take();
            } else if (token.is("*") && words.length() > 0) {
                pointers++;
                take();
            } else if (token.kind() == Kind.NAME && pointers > 0 && isQualifier(token.text())) {
                take();
            } else {
                break;
            }
        }
        if (words.length() == 0 || !sure && pointers == 0 || pointers > 0 && !sure && !peek().is(")")) {
            return null;
        }
        return new Ast.TypeName(words.toString(), pointers);
    }

    private static boolean isQualifier(String word) {
        return word.equals("const") || word.equals("volatile") || word.equals("__force") || word.equals("__user")
                || word.equals("__iomem") || word.equals("__kernel");
    }

    private static boolean isTypeName(String word) {
        return CType.sizeOf(word, 8) > 0 || word.endsWith("_t");
    }

    private Ast block() throws PrintSyntaxException {
        expect("{");
        List<Ast.Local> locals = new ArrayList<>();
        while (true) {
            int start = at;
            Ast.TypeName type = typeName();
            if (type != null && peek().kind() == Kind.NAME) {
                String name = take().text();
                if (accept("=")) {
                    locals.add(new Ast.Local(type, name, expression()));
                    expect(";");
                    continue;
                }
            }
            at = start;
            Ast result = expression();
            expect(";");
            if (accept("}")) {
                expect(")");
                return new Ast.Block(locals, result);
            }
        }
    }

    private Ast postfix(Ast start) throws PrintSyntaxException {
        Ast result = start;
        while (true) {
            if (compounds.contains(result) && accept(".")) {
                take();
            } else if (accept("->") || accept(".")) {
                Token name = take();
                if (name.kind() != Kind.NAME) {
                    throw new PrintSyntaxException("expected a member at " + name.at());
                }
                result = new Ast.Member(result, name.text());
            } else if (accept("[")) {
                Ast index = expression();
                expect("]");
                result = new Ast.Index(result, index);
            } else if (peek().is("(") && result instanceof Ast.Name(String name)) {
                take();
                result = new Ast.Call(name, list(")"));
            } else {
                return result;
            }
        }
    }

    private List<Ast> list(String close) throws PrintSyntaxException {
        List<Ast> items = new ArrayList<>();
        while (!accept(close)) {
            items.add(expression());
            if (!peek().is(close)) {
                expect(",");
            }
        }
        return items;
    }

    private Ast primary() throws PrintSyntaxException {
        Token token = take();
        switch (token.kind()) {
        case NAME:
            return new Ast.Name(token.text());
        case NUMBER:
            return number(token);
        case CHARACTER:
            return new Ast.Num(token.text().isEmpty() ? 0 : (byte) token.text().charAt(0), 4, true);
        case STRING:
            StringBuilder text = new StringBuilder(token.text());
            while (peek().kind() == Kind.STRING) {
                text.append(take().text());
            }
            return new Ast.Str(text.toString());
        default:
            if (token.is("(")) {
                Ast inner = expression();
                while (accept(",")) {
                    inner = expression();
                }
                expect(")");
                return inner;
            }
            if (token.is("{")) {
                return new Ast.Braces(list("}"));
            }
            throw new PrintSyntaxException("unexpected " + token.text() + " at " + token.at());
        }
    }

    private static Ast number(Token token) throws PrintSyntaxException {
        String text = token.text().toLowerCase(java.util.Locale.ROOT);
        int end = text.length();
        int longs = 0;
        boolean unsigned = false;
        while (end > 1 && (text.charAt(end - 1) == 'u' || text.charAt(end - 1) == 'l')) {
            if (text.charAt(end - 1) == 'u') {
                unsigned = true;
            } else {
                longs++;
            }
            end--;
        }
        String digits = text.substring(0, end);
        try {
            boolean decimal = false;
            long value;
            if (digits.startsWith("0x")) {
                value = Long.parseUnsignedLong(digits.substring(2), 16);
            } else if (digits.startsWith("0b")) {
                value = Long.parseUnsignedLong(digits.substring(2), 2);
            } else if (digits.length() > 1 && digits.startsWith("0")) {
                value = Long.parseUnsignedLong(digits.substring(1), 8);
            } else {
                value = Long.parseUnsignedLong(digits);
                decimal = true;
            }
            if (longs >= 2) {
                return new Ast.Num(value, 8, !unsigned && value >= 0);
            }
            if (longs == 1) {
                return new Ast.Num(value, 0, !unsigned);
            }
            if (value >>> 32 != 0) {
                return new Ast.Num(value, 8, !unsigned && value >= 0);
            }
            if (value >>> 31 != 0) {
                return decimal && !unsigned ? new Ast.Num(value, 8, true) : new Ast.Num(value, 4, false);
            }
            return new Ast.Num(value, 4, !unsigned);
        } catch (NumberFormatException e) {
            throw new PrintSyntaxException("not a number: " + token.text() + " at " + token.at());
        }
    }
}
