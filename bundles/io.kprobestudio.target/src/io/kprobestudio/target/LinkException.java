/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import org.eclipse.jdt.annotation.Nullable;

/** The link to the target could not be made, broke, or was closed while a call waited for an answer. */
public class LinkException extends TargetException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message for the user and what caused it, where something did. */
    public LinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
