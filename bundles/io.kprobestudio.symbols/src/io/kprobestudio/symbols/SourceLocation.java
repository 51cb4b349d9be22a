/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of the source that code comes from.
 *
 * @param function the function, or an empty text where it is not known
 * @param file the file's path, as the compiler saw it
 * @param line the line, 1 or more; 0 where the code belongs to none
 */
public record SourceLocation(String function, String file, int line) {
    /** {@code function at file:line}. */
    @Override
    public String toString() {
        return (function.isEmpty() ? "" : function + " at ") + file + ":" + line;
    }

    /** A chain of inlined functions as words, the innermost first. */
    public static String chain(List<SourceLocation> chain) {
        return chain.stream().map(SourceLocation::toString).collect(Collectors.joining(", "));
    }
}
