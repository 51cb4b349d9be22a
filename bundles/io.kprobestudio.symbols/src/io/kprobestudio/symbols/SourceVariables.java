/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.List;

/**
 * The variables that one place in the machine code sees.
 *
 * @param symbol the function of the symbol table that holds the place
 * @param offset bytes from the symbol
 * @param variables in the order of their declaration, those of functions that are inlined there behind
 */
public record SourceVariables(String symbol, long offset, List<Variable> variables) {
    /**
     * A variable.
     *
     * @param type its type as C writes it, such as {@code struct file*}
     * @param name its name
     * @param fetch how it is fetched there, or an empty text where it cannot be
     * @param reason why it cannot be fetched, or an empty text
     */
    public record Variable(String type, String name, String fetch, String reason) {
    }

    /** Copies the list. */
    public SourceVariables {
        variables = List.copyOf(variables);
    }
}
