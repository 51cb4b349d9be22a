/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.target.TargetException;

/** A recording could not begin: a definition was refused or is dangerous, or the kernel said no. All was removed again. */
public class RecordingException extends TargetException {

    private static final long serialVersionUID = 1L;

    private final transient ApplyReport report;

    /**
     * Makes the failure.
     *
     * @param message what happened
     * @param report what came of each definition
     */
    public RecordingException(String message, ApplyReport report) {
        super(message);
        this.report = report;
    }

    /** What came of each definition. */
    public ApplyReport report() {
        return report;
    }
}
