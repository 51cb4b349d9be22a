/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/** How bad a problem is, worst first. */
public enum Severity {
    /** The kernel refuses the definition. */
    ERROR,
    /** The kernel accepts it, and the board may die when the probe is hit. */
    DANGER,
    /** It works, but probably not as meant. */
    WARNING,
    /** Good to know. */
    NOTE;

    /** The word used in JSON and messages: the name in lower case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
