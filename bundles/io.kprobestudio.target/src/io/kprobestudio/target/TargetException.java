/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The root of all that can go wrong between this side and a target. The message says what was tried, on which target or
 * path, and with which value; it never holds a password, a passphrase or key material.
 */
public class TargetException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message for the user. */
    public TargetException(String message) {
        super(message);
    }

    /** Makes a failure with a message for the user and what caused it. */
    public TargetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
