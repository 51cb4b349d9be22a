/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** The user cancelled while the target was being waited for. Nothing needs to be reported. */
public class CancelledException extends TargetException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure; the message says what was cancelled. */
    public CancelledException(String message) {
        super(message);
    }
}
