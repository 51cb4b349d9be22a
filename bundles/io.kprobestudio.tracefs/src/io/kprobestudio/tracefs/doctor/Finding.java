/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

/**
 * One line of the doctor's answer.
 *
 * @param topic what was looked at, in a few words
 * @param state how it is
 * @param text what was found
 * @param remedy the command or the kernel option that mends it, empty when nothing needs to be mended
 */
public record Finding(String topic, State state, String text, String remedy) {

    /** How it is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Works with limits. */
        DEGRADED,
        /** Nothing can be probed, or nothing be recorded, before this is mended. */
        MISSING
    }

    static Finding ok(String topic, String text) {
        return new Finding(topic, State.OK, text, "");
    }

    static Finding degraded(String topic, String text, String remedy) {
        return new Finding(topic, State.DEGRADED, text, remedy);
    }

    static Finding missing(String topic, String text, String remedy) {
        return new Finding(topic, State.MISSING, text, remedy);
    }
}
