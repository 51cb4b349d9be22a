/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

/** Whose a probe is. */
public enum Ownership {

    /** Made with our id, or written by us as the journal says. */
    OURS,
    /** Made by the suite with another id: another person's or another workspace's. */
    OTHER_WORKSPACE,
    /** Made by anybody else. */
    FOREIGN;

    /** Whether the registry may change it. */
    public boolean isOurs() {
        return this == OURS;
    }
}
