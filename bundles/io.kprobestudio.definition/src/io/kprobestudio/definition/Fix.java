/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/**
 * A suggested change of a line: the bytes from {@code column} on, {@code length} of them, are replaced by {@code text}.
 *
 * @param column 0-based, in bytes of the line as written
 * @param length bytes replaced; 0 inserts
 * @param text the replacement, a byte as one code point
 * @param title what an editor offers
 */
public record Fix(int column, int length, String text, String title) {
    public Fix {
        if (column < 0 || length < 0) {
            throw new IllegalArgumentException("fix outside of the line: column=" + column + " length=" + length);
        }
    }
}
