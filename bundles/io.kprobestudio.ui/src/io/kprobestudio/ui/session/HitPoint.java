/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * One sample of a probe's counts.
 *
 * @param seconds when it was taken, in seconds since the session began
 * @param hits the kernel's count at that time
 * @param misses what the kernel could not run until then
 * @param rate hits a second since the sample before, 0 or more
 */
public record HitPoint(double seconds, long hits, long misses, double rate) {
}
