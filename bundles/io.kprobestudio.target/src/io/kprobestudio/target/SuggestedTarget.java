/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/**
 * A target that the user's own configuration names.
 *
 * @param address where it is
 * @param words what the configuration says of it, or why it cannot be read, in a line
 */
public record SuggestedTarget(TargetAddress address, String words) {
}
