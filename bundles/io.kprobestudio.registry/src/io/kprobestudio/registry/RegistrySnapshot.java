/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

/**
 * What the registry knows at one moment. Immutable; a later one has a higher revision.
 *
 * @param revision rises with each change
 * @param desired what the user wants
 * @param observed what was on the target when it was last looked at
 * @param counts the last sample of the kernel's counts
 */
public record RegistrySnapshot(long revision, DesiredProbes desired, ObservedProbes observed, HitCounts counts) {

    /** Before the target was looked at. */
    public static final RegistrySnapshot EMPTY = new RegistrySnapshot(0, DesiredProbes.NONE, ObservedProbes.NONE,
            HitCounts.NONE);
}
