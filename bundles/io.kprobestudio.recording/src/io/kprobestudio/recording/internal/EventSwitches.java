/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.List;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/** The switches of a recording's events in its instance. For one thread at a time. */
public final class EventSwitches {

    private final Tracefs tracefs;
    private final TraceInstance instance;
    private final List<String> events;
    private boolean touched;

    /**
     * Makes the switches; nothing is written.
     *
     * @param events each {@code group/event}, or a whole group
     */
    public EventSwitches(TraceInstance instance, List<String> events) {
        tracefs = instance.tracefs();
        this.instance = instance;
        this.events = List.copyOf(events);
    }

    private List<FileWrite> writes(String value) {
        return events.stream()
                .map(event -> FileWrite.set(tracefs.path(instance.file("events/" + event + "/enable")), value))
                .toList();
    }

    /** What switches off all events of an instance that is ours alone. */
    public static FileWrite allOff(TraceInstance instance) {
        return FileWrite.set(instance.path() + "/events/enable", "0");
    }

    /** What the target does when it hears nothing more from us; in a buffer that all share, to our own events only. */
    public List<FileWrite> deadMan() {
        return instance.isTop() ? writes("0") : List.of(allOff(instance));
    }

    /**
     * Switches the events on.
     *
     * @throws TargetException when the link fails, or the kernel refuses one: those before it are on
     */
    public void on() throws TargetException {
        touched = true;
        for (WriteOutcome outcome : tracefs.connection().writeAll(writes("1"), true)) {
            FileException refused = outcome.failure();
            if (refused != null) {
                throw new TargetException("an event cannot be switched on: " + refused.getMessage(), refused);
            }
        }
    }

    /**
     * Switches the events off, where they may be on.
     *
     * @param problems gets a sentence for what the kernel refuses
     * @throws TargetException when the link fails; the next call tries again
     */
    public void off(List<String> problems) throws TargetException {
        if (!touched) {
            return;
        }
        for (WriteOutcome outcome : tracefs.connection().writeAll(writes("0"), false)) {
            FileException refused = outcome.failure();
            if (refused != null) {
                problems.add(String.valueOf(refused.getMessage()));
            }
        }
        touched = false;
    }
}
