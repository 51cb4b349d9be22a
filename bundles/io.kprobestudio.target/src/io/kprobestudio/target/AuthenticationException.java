/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The target is there and does not let us in, or is not the machine that it was: a refused key or password, an unknown or
 * changed host key. The message says what mends it.
 */
public class AuthenticationException extends TargetException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message for the user and what caused it, where something did. */
    public AuthenticationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
