/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.List;

/**
 * The lines of a function or file at which probes can be.
 *
 * @param function the function, or an empty text for a file
 * @param file the file's path, as the compiler saw it
 * @param first the line that the function is declared in, from which its lines are counted; 0 for a file
 * @param lines lines of the file, 1 or more, ascending
 */
public record SourceLines(String function, String file, int first, List<Integer> lines) {
    /** Copies the lines. */
    public SourceLines {
        lines = List.copyOf(lines);
    }
}
