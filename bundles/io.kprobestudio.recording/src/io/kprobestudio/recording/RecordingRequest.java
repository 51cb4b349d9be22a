/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.DrainRequest;

/**
 * What a recording does.
 *
 * @param probes the probes that it makes and removes
 * @param events the events of the kernel that are recorded beside them, each {@code system/event} or a whole
 *        {@code system}
 * @param pids the processes that events are limited to; empty for all
 * @param stacks whether each event is followed by the kernel's stack
 * @param bufferKb the size of each CPU's buffer in KiB, or empty for the kernel's choice
 * @param clock the clock of the time stamps, or empty for the kernel's choice
 * @param output the folder that the recording is saved to, or a {@code trace.dat} file where it ends with {@code
 *         .dat}, or empty to save none
 * @param allowDangerous whether the user confirmed the probes' dangers
 * @param mostEvents at more events a second than this the target switches ours off by itself; 0 for no limit
 * @param ownLeftOut whether events that our own processes on the target cause are left out
 * @param clockAligned whether the target's trace clock is related to this machine's, so that the recording can stand in one
 *        order of time with others
 * @param stacksOf the events that alone are followed by the kernel's stack, where {@code stacks} is not asked for: each a
 *        probe's event, {@code group/event}, or {@code system/event}
 */
public record RecordingRequest(DesiredProbes probes, List<String> events, List<Long> pids, boolean stacks,
        OptionalInt bufferKb, Optional<String> clock, Optional<Path> output, boolean allowDangerous,
        long mostEvents, boolean ownLeftOut, boolean clockAligned, List<String> stacksOf) {

    /** A recording with the usual limit of events a second. */
    public RecordingRequest(DesiredProbes probes, List<String> events, List<Long> pids, boolean stacks,
            OptionalInt bufferKb, Optional<String> clock, Optional<Path> output, boolean allowDangerous) {
        this(probes, events, pids, stacks, bufferKb, clock, output, allowDangerous, DrainRequest.MOST_EVENTS,
                false, false, List.of());
    }

    /** Copies the lists and checks the values. */
    public RecordingRequest {
        events = List.copyOf(events);
        pids = List.copyOf(pids);
        stacksOf = List.copyOf(stacksOf);
        for (String event : events) {
            if (!event.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?")) {
                throw new IllegalArgumentException("an event is written as system/event, event=" + event);
            }
        }
        if (bufferKb.isPresent() && bufferKb.getAsInt() < 1) {
            throw new IllegalArgumentException("a buffer has 1 KiB at least, bufferKb=" + bufferKb.getAsInt());
        }
        if (ownLeftOut && !pids.isEmpty()) {
            throw new IllegalArgumentException("events of chosen processes hold none of ours: pids=" + pids);
        }
        if (!stacksOf.isEmpty() && stacks) {
            throw new IllegalArgumentException(
                    "stacks behind all events and behind some were asked for, some=" + stacksOf);
        }
        if (!stacksOf.isEmpty() && !pids.isEmpty()) {
            throw new IllegalArgumentException(
                    "a trigger knows no choice of processes: stacks behind some events=%s pids=%s".formatted(stacksOf,
                            pids));
        }
        if (!stacksOf.isEmpty() && ownLeftOut) {
            throw new IllegalArgumentException(
                    "a trigger cannot leave out what is ours: stacks behind some events=" + stacksOf);
        }
        if (mostEvents < 0) {
            throw new IllegalArgumentException("a limit of events a second is 0 or more, limit=" + mostEvents);
        }
        for (Long pid : pids) {
            if (pid < 1) {
                throw new IllegalArgumentException("a process number is 1 or more, pid=" + pid);
            }
        }
    }

    /** The same recording to another place, whose clock is aligned. */
    public RecordingRequest withAlignedClock(Optional<Path> place) {
        return new RecordingRequest(probes, events, pids, stacks, bufferKb, clock, place, allowDangerous, mostEvents,
                ownLeftOut, true, stacksOf);
    }

    /** The same recording, with the kernel's stack behind these events alone. */
    public RecordingRequest withStacksOf(List<String> chosen) {
        return new RecordingRequest(probes, events, pids, stacks, bufferKb, clock, output, allowDangerous, mostEvents,
                ownLeftOut, clockAligned, chosen);
    }

    /** Whether the hits of a probe are followed by stacks. */
    public boolean hasStack(ProbeKey probe) {
        return stacks || stacksOf.contains(probe.toString()) || stacksOf.contains(probe.event());
    }

    /** The same recording, whose clock is aligned where that is wanted. */
    public RecordingRequest aligned(boolean wanted) {
        return wanted ? withAlignedClock(output) : this;
    }

    /** A recording of these probes with everything else as the kernel has it. */
    public static RecordingRequest of(DesiredProbes probes) {
        return new RecordingRequest(probes, List.of(), List.of(), false, OptionalInt.empty(), Optional.empty(),
                Optional.empty(), false);
    }
}
