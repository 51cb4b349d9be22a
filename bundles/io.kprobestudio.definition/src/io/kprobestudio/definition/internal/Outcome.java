/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.ProbeDefinition;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a command means, as far as it was understood; whether it is refused is in its {@link Report}.
 *
 * @param definition the definition, null where too much is missing
 * @param deletion what to take away, null for other commands
 * @param listedMaxactive the number that the listing shows behind {@code r}, 0 for none
 * @param reachedRegistration whether all was well until the probe is put in place
 */
record Outcome(@Nullable ProbeDefinition definition, @Nullable Deletion deletion, int listedMaxactive,
        boolean reachedRegistration) {
    static final Outcome NOTHING = new Outcome(null, null, 0, false);

    /**
     * What to take away.
     *
     * @param group null for any group
     * @param event empty for any event of the group
     * @param rest the further words, which a probe must match
     */
    record Deletion(@Nullable String group, String event, List<String> rest) {
    }
}
