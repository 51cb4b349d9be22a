/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

/** A probe cannot be written in the form that was asked for. The message names the probe, the reason and the value. */
public class ExportException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the failure. */
    public ExportException(String message) {
        super(message);
    }
}
