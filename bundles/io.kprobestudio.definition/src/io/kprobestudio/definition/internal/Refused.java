/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

/** Ends the reading of an argument; the reason is in the {@link Report} already. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused() {
        super(null, null, false, false);
    }
}
