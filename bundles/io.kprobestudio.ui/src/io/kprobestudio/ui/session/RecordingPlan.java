/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording that ends by itself.
 *
 * @param probes what is probed; those that are disabled are made, and not recorded
 * @param events the kernel's events that are recorded beside them, each {@code system/event} or a whole {@code system}
 * @param stacks whether the kernel's stack is recorded behind each event
 * @param stacksOf what alone it is recorded behind where {@code stacks} is not wanted: probes as {@link #name} calls them, and
 *        some of {@code events}
 * @param limit how long; zero for until the command ends, or the user stops it
 * @param bufferKb the size of each CPU's buffer in KiB; empty for the kernel's choice
 * @param clock the clock of the time stamps; empty for the kernel's choice
 * @param command what runs on the target meanwhile, for its shell; an empty text for nothing
 */
public record RecordingPlan(DesiredProbes probes, List<String> events, boolean stacks, Set<String> stacksOf,
        Duration limit, OptionalInt bufferKb, Optional<String> clock, String command) {

    private static final Pattern NAMED = Pattern.compile("[a-z][0-9]*:(\\S*[^/\\s])\\s.*"); //$NON-NLS-1$

    /** Copies the lists. */
    public RecordingPlan {
        events = List.copyOf(events);
        stacksOf = Set.copyOf(stacksOf);
    }

    /** What a probe is called, on whatever target: its event as the definition names it, else the definition. */
    public static String name(DesiredProbe probe) {
        Matcher named = NAMED.matcher(probe.definition().strip());
        return named.matches() ? named.group(1) : probe.definition().strip();
    }
}
