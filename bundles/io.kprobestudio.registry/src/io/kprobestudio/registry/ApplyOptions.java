/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import org.eclipse.jdt.annotation.Nullable;

/**
 * How a plan is applied.
 *
 * @param allowDangerous whether the user confirmed the plan's dangers; without that, dangerous probes are refused
 * @param recording the recording that the added probes belong to and end with, or null for probes that stay
 */
public record ApplyOptions(boolean allowDangerous, @Nullable Session recording) {

    /** Probes that stay; dangerous ones are refused. */
    public static final ApplyOptions LASTING = new ApplyOptions(false, null);

    /** The name of the session that the journal notes. */
    String session() {
        Session of = recording;
        return of == null ? Session.LASTING : of.name();
    }
}
