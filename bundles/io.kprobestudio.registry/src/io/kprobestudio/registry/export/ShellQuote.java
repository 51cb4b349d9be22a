/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

/** Quotes for a POSIX shell in a script that a person will run. */
final class ShellQuote {

    private ShellQuote() {
    }

    /** One word of which the shell interprets nothing. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
