/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.DesiredProbes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A recording that ends by itself.
 *
 * @param probes what is probed; those that are disabled are made, and not recorded
 * @param events the kernel's events that are recorded beside them, each {@code system/event} or a whole {@code system}
 * @param stacks whether the kernel's stack is recorded behind each event
 * @param limit how long; zero for until the command ends, or the user stops it
 * @param bufferKb the size of each CPU's buffer in KiB; empty for the kernel's choice
 * @param clock the clock of the time stamps; empty for the kernel's choice
 * @param command what runs on the target meanwhile, for its shell; an empty text for nothing
 */
public record RecordingPlan(DesiredProbes probes, List<String> events, boolean stacks, Duration limit,
        OptionalInt bufferKb,
        Optional<String> clock, String command) {

    /** Copies the list. */
    public RecordingPlan {
        events = List.copyOf(events);
    }
}
