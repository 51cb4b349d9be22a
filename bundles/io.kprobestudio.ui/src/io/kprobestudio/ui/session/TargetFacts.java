/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import java.util.List;

/**
 * What is known of a connected target; read once, when the connection is made.
 *
 * @param kernel the kernel's release, such as {@code 6.1.0-50-armmp}
 * @param architecture the architecture as the kernel names it
 * @param link how the target is reached, in a line
 * @param tracefs where tracefs is mounted
 * @param privileges what our user may do there, in a line
 * @param supports what its kernel supports, a few words each
 * @param symbols how many symbols it shows
 * @param buildId its kernel's build id in hex, or an empty text where it does not tell
 */
public record TargetFacts(String kernel, String architecture, String link, String tracefs, String privileges,
        List<String> supports, int symbols, String buildId) {

    /** Copies the list. */
    public TargetFacts {
        supports = List.copyOf(supports);
    }
}
