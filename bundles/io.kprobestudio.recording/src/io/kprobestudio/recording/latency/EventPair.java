/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

/**
 * Two events of the same thread between which time is to be measured.
 *
 * @param entry {@code group:event} of the first
 * @param exit {@code group:event} of the second
 */
public record EventPair(String entry, String exit) {

    /**
     * Reads {@code ENTRY=RETURN}; a slash may stand for the colon, as in paths.
     *
     * @throws IllegalArgumentException when it is no pair, with what is wrong
     */
    public static EventPair parse(String text) {
        int sign = text.indexOf('=');
        String entry = sign < 0 ? "" : text.substring(0, sign).replace('/', ':');
        String exit = text.substring(sign + 1).replace('/', ':');
        if (entry.isEmpty() || exit.isEmpty()) {
            throw new IllegalArgumentException("a pair is ENTRY=RETURN, two events: " + text);
        }
        return new EventPair(entry, exit);
    }
}
