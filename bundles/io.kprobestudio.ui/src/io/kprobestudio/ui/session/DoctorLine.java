/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * One line of the doctor's answer.
 *
 * @param grade how it is
 * @param subject what was looked at
 * @param finding what was found
 * @param remedy the command or kernel option that mends it, or an empty text
 */
public record DoctorLine(Grade grade, String subject, String finding, String remedy) {

    /** How it is. */
    public enum Grade {
        /** As it should be. */
        OK,
        /** Works with limits. */
        DEGRADED,
        /** Missing. */
        MISSING
    }
}
