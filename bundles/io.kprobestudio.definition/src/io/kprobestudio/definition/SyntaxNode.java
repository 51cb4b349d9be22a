/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;

/**
 * A piece of a line, for colouring, completion and folding. Pieces of one level do not overlap and stand in order.
 *
 * @param kind what it is
 * @param column where it begins, 0-based, in bytes of the line as written
 * @param length its length in bytes, 0 where something is missing
 * @param children its parts
 */
public record SyntaxNode(Kind kind, int column, int length, List<SyntaxNode> children) {
    /** What a piece can be. */
    public enum Kind {
        LINE, COMMENT, COMMAND, MAXACTIVE, GROUP, EVENT, PLACE, MODULE, SYMBOL, OFFSET, RETURN_SUFFIX, ADDRESS,
        TRACEPOINT, ATTACHED_EVENT, FILTER, ARGUMENT, ARGUMENT_NAME, REGISTER, VARIABLE, MEMORY_ADDRESS, MEMORY_SYMBOL,
        DEREFERENCE, DEREFERENCE_OFFSET, IMMEDIATE, IMMEDIATE_TEXT, BTF_NAME, BTF_FIELD, TYPECAST, TYPE, ARRAY_SIZE,
        UNKNOWN
    }

    public SyntaxNode {
        children = List.copyOf(children);
    }

    /** The column behind it. */
    public int end() {
        return column + length;
    }
}
