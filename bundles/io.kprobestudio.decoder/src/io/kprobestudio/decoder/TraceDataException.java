/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import org.eclipse.jdt.annotation.Nullable;

/** A description or recording cannot be used; the message says what, where and which value. */
public class TraceDataException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what, where and which value */
    public TraceDataException(String message) {
        super(message);
    }

    /**
     * @param message what, where and which value
     * @param cause   what lies below
     */
    public TraceDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
