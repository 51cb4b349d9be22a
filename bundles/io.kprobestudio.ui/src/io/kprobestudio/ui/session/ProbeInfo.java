/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.ProbeKey;

/**
 * A probe of a target, as it stood at one moment.
 *
 * @param key what it is known by
 * @param ours whether we made it; others are shown and never touched
 * @param enabled whether it is enabled for us
 * @param definition the line as it was written, or as the kernel lists it for a foreign probe
 * @param place where it sits
 * @param arguments its fetch arguments, as text
 * @param returns whether it fires on return
 * @param hits the kernel's count since the probe was made
 * @param misses how often the kernel could not run it
 * @param rate hits a second over the last sample, 0 or more
 * @param waitsFor the module that it waits for, an empty text where there is none
 * @param stack whether Record records the kernel's stack behind its hits, also where it does so behind no other's
 */
public record ProbeInfo(ProbeKey key, boolean ours, boolean enabled, String definition, String place, String arguments,
        boolean returns, long hits, long misses, double rate, String waitsFor, boolean stack) {

    /** The same probe, whose stack is recorded or not. */
    public ProbeInfo withStack(boolean on) {
        return new ProbeInfo(key, ours, enabled, definition, place, arguments, returns, hits, misses, rate, waitsFor,
                on);
    }
}
