/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/** A C expression as a print format has it. */
sealed interface Ast {

    /** A number or character; {@code size} is 4 or 8, or 0 for {@code long}. */
    record Num(long value, int size, boolean signed) implements Ast {
    }

    /** A string; a character a byte. */
    record Str(String value) implements Ast {
    }

    /** A name that stands alone: a constant of the kernel, a local of a block. */
    record Name(String name) implements Ast {
    }

    /** {@code REC->name} or {@code x.name}. */
    record Member(Ast base, String name) implements Ast {
    }

    /** {@code base[index]}. */
    record Index(Ast base, Ast index) implements Ast {
    }

    /** {@code name(args)}. */
    record Call(String name, List<Ast> args) implements Ast {
    }

    /** {@code (type)operand}. */
    record Cast(TypeName type, Ast operand) implements Ast {
    }

    /** {@code -}, {@code ~}, {@code !}, {@code +}, {@code *} or {@code &} before its operand. */
    record Unary(char operator, Ast operand) implements Ast {
    }

    /** An operator between two operands. */
    record Binary(String operator, Ast left, Ast right) implements Ast {
    }

    /** {@code condition ? whenTrue : whenFalse}; without {@code whenTrue} GNU's {@code ?:}. */
    record Conditional(Ast condition, @Nullable Ast whenTrue, Ast whenFalse) implements Ast {
    }

    /** {@code {a, b}}: an entry of a table. */
    record Braces(List<Ast> items) implements Ast {
    }

    /** {@code sizeof(type)}. */
    record SizeOf(TypeName type) implements Ast {
    }

    /** {@code sizeof(expression)}. */
    record SizeOfValue(Ast operand) implements Ast {
    }

    /** GNU's <code>({ int a = x; a; })</code>. */
    record Block(List<Local> locals, Ast result) implements Ast {
    }

    /** A local of a block. */
    record Local(TypeName type, String name, Ast value) {
    }

    /** A type: its words, such as {@code unsigned long}, and how many times it is pointed to. */
    record TypeName(String words, int pointers) {
    }
}
