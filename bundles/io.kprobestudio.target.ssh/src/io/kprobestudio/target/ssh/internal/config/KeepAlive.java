/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.time.Duration;

/**
 * When a silent link is taken for a broken one: after so many questions that nobody answered, asked at an interval. OpenSSH's
 * words are {@code ServerAliveInterval} and {@code ServerAliveCountMax}; unlike there, a link is always asked.
 *
 * @param interval between two questions, at least a second
 * @param unanswered how many stay without an answer, at least 1
 */
public record KeepAlive(Duration interval, int unanswered) {

    /** What the user does not change: a cable that was pulled is noticed within 20 s. */
    public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(5), 3);

    /** Checks the numbers. */
    public KeepAlive {
        if (interval.toSeconds() < 1 || unanswered < 1) {
            throw new IllegalArgumentException(
                    "nothing to ask: interval=%s unanswered=%d".formatted(interval, unanswered));
        }
    }

    /** For a link that may be silent for so many seconds, 1 or more: three questions within them. */
    public static KeepAlive within(int seconds) {
        return new KeepAlive(Duration.ofSeconds(Math.max(1, seconds / 3)), Math.min(3, seconds));
    }
}
