/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kprobestudio.decoder.KernelValues;
import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.Session;
import io.kprobestudio.registry.WorkspaceId;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * The tracing instance of one recording: made for it and removed after it. Where the kernel has no instances, or the
 * userland no {@code mkdir}, the shared buffer is used while nobody else traces, and its settings are put back.
 */
public final class RecordingInstance {

    private static final int EEXIST = 17;
    private static final int ENOSYS = 38;
    /** A drain that was given up has its readers on the target ended, and a slow board takes its time to end them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SHARED_SETTINGS = List.of("tracing_on", "buffer_size_kb", "trace_clock");

    private final ProbeRegistry registry;
    private final TraceInstance instance;
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> filters = new HashMap<>();
    private final StackTriggers triggers;
    private boolean filteredByPid;

    private RecordingInstance(ProbeRegistry registry, TraceInstance instance) {
        this.registry = registry;
        this.instance = instance;
        triggers = new StackTriggers(instance);
    }

    /**
     * Makes the instance; making its folder is the lock.
     *
     * @throws TargetException when recordings of ours hold both names, or somebody uses the shared buffer
     */
    public static RecordingInstance make(ProbeRegistry registry, Session session) throws TargetException {
        Tracefs tracefs = registry.tracefs();
        if (!tracefs.hasInstances()) {
            return shared(registry);
        }
        for (String name : List.of(registry.id().name(), registry.id().recordingName())) {
            if (tracefs.exists("instances/" + name)) {
                continue;
            }
            registry.noteInstance(name, session);
            try {
                return new RecordingInstance(registry, TraceInstance.create(tracefs, name));
            } catch (FileException taken) {
                if (taken.errno() == ENOSYS) {
                    // a userland without mkdir
                    return shared(registry);
                }
                if (taken.errno() != EEXIST) {
                    throw taken;
                }
            }
        }
        throw new TargetException("other recordings of yours are running on the target: instances=%s, %s"
                .formatted(registry.id().name(), registry.id().recordingName()));
    }

    /**
     * Makes a second instance, for the events whose hits alone are followed by stacks where {@link StackTriggers} tell none. The
     * option for all events of an instance has the stack at the probe on every architecture, and what is on in this instance is
     * off in the first.
     *
     * @throws TargetException when the kernel has no such instance; what is journaled is removed by the next start
     */
    public static RecordingInstance beside(ProbeRegistry registry, Session session, RecordingInstance first)
            throws TargetException {
        if (first.isShared() || !first.instance.hasOption("stacktrace")) {
            throw new TargetException(
                    ("32-bit ARM has stacks behind the hits of single events in a tracing instance with"
                            + " options of its own only, and %s; the stack can be recorded behind each event: target=%s")
                            .formatted(
                                    first.isShared() ? "the target offers no instance" : "the kernel is older than 4.4",
                                    registry.tracefs().connection().address()));
        }
        String name = WorkspaceId.stacksName(first.instance.name());
        registry.noteInstance(name, session);
        return new RecordingInstance(registry, TraceInstance.create(registry.tracefs(), name));
    }

    private static RecordingInstance shared(ProbeRegistry registry) throws TargetException {
        Tracefs tracefs = registry.tracefs();
        TraceInstance top = TraceInstance.top(tracefs);
        String tracer = tracefs.textIfAny("current_tracer").orElse("nop").strip();
        List<String> events = top.enabledEvents();
        if (!tracer.equals("nop") || !events.isEmpty()) {
            throw new TargetException(
                    ("the target offers no tracing instance, and somebody uses the buffer that all share:"
                            + " current_tracer=%s set_event=%s").formatted(tracer, events));
        }
        RecordingInstance shared = new RecordingInstance(registry, top);
        for (String setting : SHARED_SETTINGS) {
            shared.before.put(setting, tracefs.text(setting));
        }
        return shared;
    }

    /** The instance. */
    public TraceInstance instance() {
        return instance;
    }

    /** Whether it is the buffer that all share, so that reading consumes others' events. */
    public boolean isShared() {
        return instance.isTop();
    }

    /**
     * What the kernel's print formats name and only the kernel can print; to be asked before anything is set.
     *
     * @param events the static events that will be recorded
     * @throws TargetException when the link fails
     */
    public KernelValues kernelValues(List<String> events, Progress progress) throws TargetException {
        return PagePointers.ask(instance, events, progress);
    }

    /** Sets clock, buffer and processes as asked for. */
    public void configure(RecordingRequest request) throws TargetException {
        if (request.clock().isPresent()) {
            String clock = request.clock().get();
            if (!instance.clocks().contains(clock)) {
                throw new TargetException("the kernel has no such clock: clock=%s known=%s".formatted(clock,
                        instance.clocks()));
            }
            instance.setClock(clock);
        }
        if (request.bufferKb().isPresent()) {
            instance.setBufferKb(request.bufferKb().getAsInt());
        }
        if (!request.pids().isEmpty() && instance.hasPidFilter()) {
            if (instance.hasOption("event-fork")) {
                instance.setOption("event-fork", true);
            }
            instance.setPids(request.pids());
            filteredByPid = true;
        }
    }

    /**
     * Keeps our own processes on the target out.
     *
     * @return the processes that carry our link, for {@link #filter}
     * @throws TargetException when the kernel has no way to do it, or the target cannot tell which they are
     */
    public List<Long> leaveOutOwn() throws TargetException {
        String file = instance.tracefs().path(instance.file("set_event_notrace_pid"));
        if (isShared() || !instance.tracefs().connection().exists(file)) {
            throw new TargetException("what we do ourselves cannot be left out: %s"
                    .formatted(isShared() ? "the buffer is shared with others, who may want it"
                            : "the kernel has no " + file + " (from Linux 5.8)"));
        }
        instance.setOption("event-fork", true);
        return instance.tracefs().connection().leaveOutOwn(file);
    }

    /**
     * Sets an event's filter, with the choice of processes where the kernel has no other way to make it, and without those
     * that are to be left out.
     */
    public void filter(String event, String filter, List<Long> pids, List<Long> leftOut) throws TargetException {
        String all = filter;
        if (!leftOut.isEmpty()) {
            String others = leftOut.stream().map(pid -> "common_pid != " + pid).collect(Collectors.joining(" && "));
            all = filter.isEmpty() ? others : "(" + filter + ") && " + others;
        }
        if (!pids.isEmpty() && !filteredByPid) {
            String processes = pids.stream().map(pid -> "common_pid == " + pid).collect(Collectors.joining(" || "));
            all = all.isEmpty() ? processes : "(" + all + ") && (" + processes + ")";
        }
        filters.put(event, all);
        if (!all.isEmpty()) {
            try {
                instance.setFilter(event, all);
            } catch (FileException refused) {
                throw new TargetException("the kernel refuses the filter: event=%s filter=%s: %s".formatted(event, all,
                        complaint(event, refused)), refused);
            }
        }
    }

    private String complaint(String event, FileException refused) throws TargetException {
        try {
            return instance.filter(event).replace('\n', ' ');
        } catch (FileException unreadable) {
            return String.valueOf(refused.getMessage());
        }
    }

    /**
     * Lets each event be followed by the kernel's stack. To be called when the events are on: a trigger on an event that
     * is off would let its probe be hit without being recorded.
     * The option is for all events of an instance, and has the stack at the probe. A trigger is for one event, and unwinds from
     * its handler: on 32-bit ARM that ends at once (i.MX6 with 6.1: {@code => 0xbf008030} alone behind each hit of vfs_read).
     */
    public void stacks(List<String> events) throws TargetException {
        if (!isShared() && instance.hasOption("stacktrace")) {
            instance.setOption("stacktrace", true);
            return;
        }
        events.forEach(event -> triggers.want(event, filters.getOrDefault(event, "")));
        triggers.set();
    }

    /** Lets each event of a second instance be followed by the kernel's stack; to be called before the events are on. */
    public void stacksOfAll() throws TargetException {
        instance.setOption("stacktrace", true);
    }

    /**
     * Chooses the events that alone are to be followed by the kernel's stack, when they have their filters.
     *
     * @return what the target does, before it switches the events off, when it hears nothing more from us
     */
    public List<FileWrite> chooseStacks(List<String> events) {
        events.forEach(event -> triggers.want(event, filters.getOrDefault(event, "")));
        return triggers.removal();
    }

    /** Lets the chosen events be followed by the kernel's stack; to be called when the events are on. */
    public void stacksOfChosen() throws TargetException {
        triggers.set();
    }

    /**
     * Takes away what was made, or puts back what was changed.
     *
     * @param problems gets a sentence for what could not be done
     */
    public void remove(List<String> problems) {
        if (isShared()) {
            putBack(problems);
            return;
        }
        try {
            instance.removeWhenUnread(PATIENCE);
            registry.noteInstanceRemoved(instance.name());
        } catch (TargetException failure) {
            problems.add(stays(instance.name(), failure));
        }
    }

    /** The sentence for an instance that could not be removed. */
    static String stays(String name, TargetException failure) {
        return "the instance %s stays for the next start to remove: %s".formatted(name, failure.getMessage());
    }

    /** Takes triggers away: while an event is off, its trigger would fire on, and it keeps the probe from being removed. */
    public void removeTriggers(List<String> problems) {
        triggers.remove(problems);
    }

    private void putBack(List<String> problems) {
        before.forEach((setting, text) -> {
            try {
                String value = text.strip();
                if (setting.equals("trace_clock")) {
                    value = value.substring(value.indexOf('[') + 1, value.indexOf(']'));
                } else if (setting.equals("buffer_size_kb")) {
                    value = value.split("\\s+")[0];
                }
                instance.tracefs().set(setting, value);
            } catch (TargetException | IndexOutOfBoundsException failure) {
                problems.add("%s could not be put back: %s".formatted(setting, failure.getMessage()));
            }
        });
        try {
            if (filteredByPid) {
                instance.setPids(List.of());
            }
        } catch (TargetException failure) {
            problems.add("set_event_pid could not be put back: " + failure.getMessage());
        }
    }
}
