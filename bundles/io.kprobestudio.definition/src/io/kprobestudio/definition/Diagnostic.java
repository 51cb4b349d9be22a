/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;

/**
 * One problem of a line.
 *
 * @param column where it begins, 0-based, in bytes of the line as written; the line's length stands for its end
 * @param length its length in bytes, 0 for a place between two bytes
 * @param severity how bad it is
 * @param message the kernel's own words where it has some, else ours
 * @param fixes suggestions, best first
 */
public record Diagnostic(int column, int length, Severity severity, String message, List<Fix> fixes) {
    public Diagnostic {
        if (column < 0 || length < 0) {
            throw new IllegalArgumentException("problem outside of the line: column=" + column + " length=" + length);
        }
        fixes = List.copyOf(fixes);
    }
}
