/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import org.eclipse.jdt.annotation.Nullable;

/** A file cannot be read as debug information, or a place or variable in it cannot be probed. The message says why. */
public class DebugInfoException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the failure. */
    public DebugInfoException(String message) {
        super(message);
    }

    /** Makes the failure with its cause. */
    public DebugInfoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
