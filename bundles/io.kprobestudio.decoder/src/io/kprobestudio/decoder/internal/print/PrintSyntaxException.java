/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

/** A print format is not understood; the event then lists its fields. */
final class PrintSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    PrintSyntaxException(String message) {
        super(message);
    }
}
