/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/** Compiles a print format into steps. */
final class FormatCompiler {

    private final ExprCompiler expressions;
    private final boolean probe;
    private final List<Op> ops = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private final Set<String> unknown = new LinkedHashSet<>();

    /** @param probe whether strings that could not be read print as {@code (fault)} */
    FormatCompiler(ExprCompiler expressions, boolean probe) {
        this.expressions = expressions;
        this.probe = probe;
    }

    /** Why values could not be compiled. */
    Set<String> unknown() {
        return unknown;
    }

    /**
     * @param before text to begin with
     * @param after  text to end with
     */
    Op[] compile(String before, PrintFormat format, String after) {
        literal.append(before);
        List<Conversion> pieces = Conversion.parse(format.text());
        int next = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Conversion piece = pieces.get(i);
            if (piece.type() == 0) {
                literal.append(piece.literal());
                continue;
            }
            Ast width = piece.width() == Conversion.FROM_ARGUMENT ? format.arguments().get(next++) : null;
            Ast precision = piece.precision() == Conversion.FROM_ARGUMENT ? format.arguments().get(next++) : null;
            Ast argument = format.arguments().get(next++);
            try {
                if (probe && isQuoted(pieces, i) && expressions.compile(argument) instanceof Memory.Located located) {
                    literal.setLength(literal.length() - 1);
                    ops.add(new Op.ProbeText(takeLiteral(), located));
                    Conversion quote = pieces.get(i + 1);
                    literal.append(quote.literal(), 1, quote.literal().length());
                    i++;
                } else {
                    Expr columns = width == null ? null : Arithmetic.convert(expressions.number(width), 4, true);
                    Expr digits = precision == null ? null
                            : Arithmetic.convert(expressions.number(precision), 4, true);
                    ops.add(op(piece, expressions.compile(argument), columns, digits));
                }
            } catch (PrintSyntaxException e) {
                unknown.add(String.valueOf(e.getMessage()));
                ops.add(new Op.Unknown(takeLiteral(),
                        String.valueOf(e.getMessage()).getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        literal.append(after);
        if (literal.length() > 0) {
            ops.add(new Op.Literal(takeLiteral()));
        }
        return ops.toArray(new Op[0]);
    }

    private boolean isQuoted(List<Conversion> pieces, int i) {
        return pieces.get(i).type() == 's' && literal.length() > 0 && literal.charAt(literal.length() - 1) == '"'
                && i + 1 < pieces.size() && pieces.get(i + 1).literal().startsWith("\"");
    }

    private byte[] takeLiteral() {
        byte[] text = literal.toString().getBytes(StandardCharsets.ISO_8859_1);
        literal.setLength(0);
        return text;
    }

    private Op op(Conversion conversion, Expr expr, @Nullable Expr width, @Nullable Expr precision)
            throws PrintSyntaxException {
        switch (conversion.type()) {
        case 's':
            if (!expr.isText() && !expr.isPointer()) {
                throw new PrintSyntaxException("a number where text is wanted");
            }
            if (conversion.width() == -1 && conversion.precision() == -1) {
                return new Op.PlainText(takeLiteral(), expr);
            }
            return new Op.Text(takeLiteral(), expr, conversion, width, precision);
        case 'c':
            requireNumber(expr);
            return new Op.Character(takeLiteral(), expr, conversion);
        case 'p':
            return new PointerCompiler(expressions).op(conversion, expr, width, this::takeLiteral);
        default:
            requireNumber(expr);
            return number(conversion, expr, width, precision);
        }
    }

    private static void requireNumber(Expr expr) throws PrintSyntaxException {
        if (expr.isText()) {
            throw new PrintSyntaxException("text where a number is wanted");
        }
    }

    private Op number(Conversion conversion, Expr expr, @Nullable Expr width, @Nullable Expr precision) {
        boolean signed = conversion.type() == 'd' || conversion.type() == 'i';
        int size = switch (conversion.qualifier()) {
        case 'H' -> 1;
        case 'h' -> 2;
        case 'l', 'z', 't' -> expressions.wordSize();
        case 'L' -> 8;
        default -> 4;
        };
        Expr value = Arithmetic.convert(expr, size, signed);
        int base = switch (conversion.type()) {
        case 'x', 'X' -> 16;
        case 'o' -> 8;
        default -> 10;
        };
        boolean plain = conversion.width() == -1 && conversion.precision() == -1 && conversion.flags().isEmpty();
        if (conversion.width() > 0 && conversion.precision() == -1 && base != 8 && conversion.type() != 'X'
                && (conversion.flags().isEmpty() || conversion.flags().equals("0"))) {
            return new Op.Padded(takeLiteral(), value, base == 16, !conversion.flags().isEmpty(), conversion.width());
        }
        if (!plain || base == 8 || conversion.type() == 'X') {
            return new Op.Number(takeLiteral(), value, conversion, base, width, precision);
        }
        if (base == 16) {
            return new Op.Hex(takeLiteral(), value);
        }
        return signed ? new Op.Decimal(takeLiteral(), value) : new Op.Unsigned(takeLiteral(), value);
    }
}
