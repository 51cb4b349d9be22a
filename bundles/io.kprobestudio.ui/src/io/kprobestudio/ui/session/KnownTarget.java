/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.TargetAddress;

/**
 * A target that the user knows, as it stood at one moment.
 *
 * @param address where it is; its identity
 * @param kind the kind of target in a few words, such as "Board over SSH"
 * @param state how it stands to us
 * @param message what went wrong at last, or an empty text; gone when the next thing is done with the target
 * @param removable whether the user may remove it from the list
 * @param keyChanged whether it could not be connected because its host key is another one than it was
 * @param kernel the release of its kernel while it is connected, else an empty text
 * @param load how often our probes are hit there, a second; 0 or more
 */
public record KnownTarget(TargetAddress address, String kind, TargetState state, String message, boolean removable,
        boolean keyChanged, String kernel, double load) {

    /** The load as the share of the events a second at which a recording switches its events off by itself; 1 is all. */
    public double share() {
        return load / DrainRequest.MOST_EVENTS;
    }
}
