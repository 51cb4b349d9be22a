/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/** How a known target stands to us. */
public enum TargetState {

    /** Not connected, and nothing is wrong. */
    DISCONNECTED,
    /** A connection is being made. */
    CONNECTING,
    /** Connected. */
    CONNECTED,
    /** The last try failed, or the link broke; the target's message says why. */
    FAILED
}
