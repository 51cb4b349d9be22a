/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TraceInstance;

/**
 * Triggers that let the kernel's stack follow the hits of chosen events. A trigger fires for what its event's filter leaves out
 * too ({@code __event_trigger_test_discard} of kernel/trace/trace.h), so that it has the filter itself, and while its event is
 * off: it goes before that.
 */
public final class StackTriggers {

    private static final String REMOVE = "!stacktrace";

    private final TraceInstance instance;
    private final Map<String, String> conditions = new LinkedHashMap<>();
    private final List<String> set = new ArrayList<>();

    /** Triggers of an instance; none is set. */
    StackTriggers(TraceInstance instance) {
        this.instance = instance;
    }

    /** Whether the hits of single events have stacks by triggers: on 32-bit ARM unwinding ends in the probe's handler. */
    public static boolean tellStacks(Architecture architecture) {
        // i.MX6 with 6.1: "=> 0xbf008030" alone behind each hit of vfs_read
        return architecture != Architecture.ARM;
    }

    /**
     * Finds the events that are meant.
     *
     * @param wanted each an event, or with its group
     * @param recorded what is recorded, each {@code group/event} or a whole system
     * @return each {@code group/event}, once
     * @throws TargetException when one is not recorded
     */
    public static List<String> meant(List<String> wanted, List<String> recorded) throws TargetException {
        Set<String> found = new LinkedHashSet<>();
        for (String name : wanted) {
            Optional<String> event = recorded.stream()
                    .filter(one -> one.indexOf('/') >= 0 && (one.equals(name) || one.endsWith("/" + name))).findFirst()
                    .or(() -> Optional.of(name).filter(one -> recorded.contains(one.replaceFirst("/.*", ""))
                            && one.indexOf('/') > 0));
            found.add(event.orElseThrow(() -> new TargetException(
                    "a stack is wanted behind an event that is not recorded: event=%s recorded=%s".formatted(name,
                            recorded))));
        }
        return List.copyOf(found);
    }

    /** Keeps in mind that an event is to be followed by stacks where a filter holds; an empty text is no filter. */
    void want(String event, String filter) {
        conditions.put(event, filter);
    }

    /** Sets them. The events are on: else their probes would be hit without being recorded. */
    void set() throws TargetException {
        for (Map.Entry<String, String> one : conditions.entrySet()) {
            instance.trigger(one.getKey(), one.getValue().isEmpty() ? "stacktrace" : "stacktrace if " + one.getValue());
            set.add(one.getKey());
        }
    }

    /** What takes them away, for a target that hears nothing more from us. */
    List<FileWrite> removal() {
        return conditions.keySet().stream()
                .map(event -> FileWrite.append(
                        instance.tracefs().path(instance.file("events/" + event + "/trigger")), REMOVE + "\n"))
                .toList();
    }

    /**
     * Takes them away.
     *
     * @param problems gets a sentence for what could not be done
     */
    void remove(List<String> problems) {
        for (String event : set) {
            try {
                instance.trigger(event, REMOVE);
            } catch (TargetException failure) {
                problems.add("the trigger on %s stays: %s".formatted(event, failure.getMessage()));
            }
        }
        set.clear();
    }
}
