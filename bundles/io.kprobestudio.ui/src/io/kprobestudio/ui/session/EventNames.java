/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.ProbeKey;
import java.util.Objects;
import java.util.regex.Pattern;

/** How events are called in tables and charts: without the group where it is one that the suite made. */
public final class EventNames {

    private static final Pattern OWN = Pattern.compile("(.*: )?kps_[0-9a-f]{8}/(.+)"); //$NON-NLS-1$

    private EventNames() {
    }

    /** The short name of an event of a group. */
    public static String shortName(ProbeKey key) {
        return shortName(key.toString());
    }

    /** The short name of {@code group/event}, also behind a target's name. */
    public static String shortName(String event) {
        var matcher = OWN.matcher(event);
        return matcher.matches() ? Objects.requireNonNullElse(matcher.group(1), "") + matcher.group(2) : event; //$NON-NLS-1$
    }
}
