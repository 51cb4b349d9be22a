/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.List;

/**
 * A probe for a place in the source: what a definition needs.
 *
 * @param symbol the function of the symbol table that holds the place
 * @param offset bytes from the symbol
 * @param address the place in the file's own addresses
 * @param isReturn whether it is a return probe
 * @param arguments its fetch arguments
 * @param notes what a user should know of it, such as a value of which only a part can be fetched
 */
public record SourceProbe(String symbol, long offset, long address, boolean isReturn, List<Argument> arguments,
        List<String> notes) {
    /**
     * A fetch argument.
     *
     * @param name its name
     * @param fetch what is fetched, such as {@code +8(%r0)}
     * @param type the type with which it is shown, or an empty text
     */
    public record Argument(String name, String fetch, String type) {
        /** The argument in a definition. */
        @Override
        public String toString() {
            return name + "=" + fetch + (type.isEmpty() ? "" : ":" + type);
        }
    }

    /** Copies the lists. */
    public SourceProbe {
        arguments = List.copyOf(arguments);
        notes = List.copyOf(notes);
    }

    /**
     * The definition.
     *
     * @param name {@code group/event}, {@code event}, or an empty text for the kernel's choice
     */
    public String definition(String name) {
        return definition(name, "");
    }

    /**
     * The definition.
     *
     * @param name {@code group/event}, {@code event}, or an empty text for the kernel's choice
     * @param module the module that the symbol is of, or an empty text for the kernel
     */
    public String definition(String name, String module) {
        StringBuilder text = new StringBuilder(isReturn ? "r" : "p");
        if (!name.isEmpty()) {
            text.append(':').append(name);
        }
        text.append(' ').append(module).append(module.isEmpty() ? "" : ":").append(symbol);
        if (offset != 0) {
            text.append('+').append(offset);
        }
        arguments.forEach(argument -> text.append(' ').append(argument));
        return text.toString();
    }
}
