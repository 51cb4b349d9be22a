/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.SyntaxNode;
import io.kprobestudio.definition.SyntaxNode.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes a line apart by its looks alone, whatever is wrong with it: the tree for editors. */
public final class SyntaxTree {
    /** Deeper levels are shown without their parts: the kernel has refused them long before. */
    private static final int DEEPEST = 32;

    private final byte[] line;

    private SyntaxTree(byte[] line) {
        this.line = line;
    }

    /** The tree of a line without its newline. */
    public static SyntaxNode of(byte[] line) {
        return new SyntaxTree(line).read();
    }

    private SyntaxNode read() {
        int hash = Bytes.until(line, 0, line.length, '#');
        Words words = new Words(line, hash);
        List<SyntaxNode> nodes = new ArrayList<>();
        if (words.count() > 0) {
            command(words.from(0), words.to(0), nodes);
            char letter = words.first(0);
            if (words.count() > 1) {
                nodes.add(place(letter, words.from(1), words.to(1)));
            }
            int i = 2;
            while (i < words.count() && !(letter == 'e' && words.text(i).equals("if"))) {
                nodes.add(argument(words.from(i), words.to(i)));
                i++;
            }
            if (i < words.count()) {
                nodes.add(leaf(Kind.FILTER, words.from(i), words.to(words.count() - 1)));
            }
        }
        if (hash < line.length) {
            nodes.add(leaf(Kind.COMMENT, hash, line.length));
        }
        return new SyntaxNode(Kind.LINE, 0, line.length, nodes);
    }

    private static SyntaxNode leaf(Kind kind, int from, int to) {
        return new SyntaxNode(kind, from, to - from, List.of());
    }

    private static SyntaxNode node(Kind kind, int from, int to, List<SyntaxNode> children) {
        return new SyntaxNode(kind, from, to - from, children);
    }

    private void command(int from, int to, List<SyntaxNode> nodes) {
        nodes.add(leaf(Kind.COMMAND, from, from + 1));
        int colon = Bytes.until(line, from + 1, to, ':');
        if (colon > from + 1) {
            nodes.add(leaf(Kind.MAXACTIVE, from + 1, colon));
        }
        if (colon == to) {
            return;
        }
        int event = colon + 1;
        int slash = Bytes.until(line, event, to, '/');
        slash = slash == to ? Bytes.until(line, event, to, '.') : slash;
        if (slash < to) {
            nodes.add(leaf(Kind.GROUP, event, slash));
            event = slash + 1;
        }
        nodes.add(leaf(Kind.EVENT, event, to));
    }

    private SyntaxNode place(char letter, int from, int to) {
        List<SyntaxNode> parts = new ArrayList<>();
        if (letter == 't') {
            parts.add(leaf(Kind.TRACEPOINT, from, to));
        } else if (letter == 'e') {
            parts.add(leaf(Kind.ATTACHED_EVENT, from, to));
        } else if (Ctype.isDigit(line[from])) {
            parts.add(leaf(Kind.ADDRESS, from, to));
        } else {
            int end = Bytes.until(line, from, to, '%');
            int symbol = from;
            int colon = Bytes.until(line, from, end, ':');
            if (colon < end) {
                parts.add(leaf(Kind.MODULE, from, colon));
                symbol = colon + 1;
            }
            int sign = Bytes.untilEither(line, symbol, end, '+', '-');
            parts.add(leaf(Kind.SYMBOL, symbol, sign));
            if (sign < end) {
                parts.add(leaf(Kind.OFFSET, sign, end));
            }
            if (end < to) {
                parts.add(leaf(Kind.RETURN_SUFFIX, end, to));
            }
        }
        return node(Kind.PLACE, from, to, parts);
    }

    private SyntaxNode argument(int from, int to) {
        List<SyntaxNode> parts = new ArrayList<>();
        int body = from;
        int equals = Bytes.until(line, from, to, '=');
        if (equals < to) {
            parts.add(leaf(Kind.ARGUMENT_NAME, from, equals));
            body = equals + 1;
        }
        int colon = Bytes.until(line, body, to, ':');
        expression(body, colon, parts);
        if (colon < to) {
            int open = Bytes.until(line, colon + 1, to, '[');
            parts.add(leaf(Kind.TYPE, colon + 1, open));
            if (open < to) {
                parts.add(leaf(Kind.ARRAY_SIZE, open + 1, Bytes.until(line, open, to, ']')));
            }
        }
        return node(Kind.ARGUMENT, from, to, parts);
    }

    /** Reads an expression; nested ones are opened in a loop, so that their number does not matter. */
    private void expression(int begin, int end, List<SyntaxNode> into) {
        List<int[]> open = new ArrayList<>();
        int from = begin;
        int to = end;
        boolean closed = true;
        while (from < to && (line[from] == '+' || line[from] == '-')) {
            int brace = Bytes.until(line, from, to, '(');
            open.add(new int[]{ from, brace, to });
            if (brace == to) {
                from = to;
                break;
            }
            // Where one level finds no end, no level within does: looking again would cost the square of the length.
            int close = closed ? Bytes.findLast(line, brace + 1, to, ')') : -1;
            closed = close >= 0;
            from = brace + 1;
            to = close < 0 ? to : close;
        }
        List<SyntaxNode> inner = new ArrayList<>();
        if (from < to || open.isEmpty()) {
            operand(from, to, inner);
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            int[] level = open.get(i);
            List<SyntaxNode> parts = new ArrayList<>();
            parts.add(leaf(Kind.DEREFERENCE_OFFSET, level[0], level[1]));
            parts.addAll(inner);
            inner = new ArrayList<>(List.of(node(Kind.DEREFERENCE, level[0], level[2], parts)));
            if (i > DEEPEST) {
                inner = new ArrayList<>(List.of(leaf(Kind.DEREFERENCE, level[0], level[2])));
            }
        }
        into.addAll(inner);
    }

    private void operand(int from, int to, List<SyntaxNode> into) {
        int first = from < to ? line[from] : 0;
        switch (first) {
        case '%' -> into.add(leaf(Kind.REGISTER, from, to));
        case '$' -> into.add(leaf(Kind.VARIABLE, from, to));
        case '@' -> into.add(leaf(from + 1 < to && Ctype.isDigit(line[from + 1]) ? Kind.MEMORY_ADDRESS
                : Kind.MEMORY_SYMBOL, from, to));
        case '\\' -> into.add(leaf(from + 1 < to && line[from + 1] == '"' ? Kind.IMMEDIATE_TEXT : Kind.IMMEDIATE, from,
                to));
        case '(' -> {
            int close = Bytes.until(line, from, to, ')');
            into.add(leaf(Kind.TYPECAST, from, Math.min(to, close + 1)));
            if (close < to) {
                names(close + 1, to, into);
            }
        }
        default -> names(from, to, into);
        }
    }

    private void names(int begin, int to, List<SyntaxNode> into) {
        int from = begin;
        boolean known = from < to && (Ctype.isAlpha(line[from]) || line[from] == '_' || line[from] == '$');
        Kind kind = known ? Kind.BTF_NAME : Kind.UNKNOWN;
        while (known) {
            int at = Bytes.untilEither(line, from, to, '.', '-');
            if (at == to) {
                break;
            }
            into.add(leaf(kind, from, at));
            kind = Kind.BTF_FIELD;
            from = line[at] == '-' && at + 1 < to && line[at + 1] == '>' ? at + 2 : at + 1;
        }
        into.add(leaf(kind, from, to));
    }
}
