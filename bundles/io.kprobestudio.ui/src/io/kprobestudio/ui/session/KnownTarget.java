/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.target.TargetAddress;

/**
 * A target that the user knows, as it stood at one moment.
 *
 * @param address where it is; its identity
 * @param kind the kind of target in a few words, such as "Board over SSH"
 * @param state how it stands to us
 * @param message what went wrong, or an empty text
 * @param removable whether the user may remove it from the list
 */
public record KnownTarget(TargetAddress address, String kind, TargetState state, String message, boolean removable) {
}
