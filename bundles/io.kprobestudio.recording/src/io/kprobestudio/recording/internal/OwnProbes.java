/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.recording.RecordingException;
import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.Session;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/** The probes that a recording makes for itself, through the registry, and takes away again. */
public final class OwnProbes {

    private final ProbeRegistry registry;
    private final List<DesiredProbe> desired;
    private final List<ProbeKey> keys;
    private final Map<String, String> filters;
    private final boolean allowDangerous;
    private boolean added;

    private OwnProbes(ProbeRegistry registry, List<DesiredProbe> desired, List<ProbeKey> keys,
            Map<String, String> filters, boolean allowDangerous) {
        this.registry = registry;
        this.desired = desired;
        this.keys = keys;
        this.filters = filters;
        this.allowDangerous = allowDangerous;
    }

    /**
     * Judges what a recording asks for.
     *
     * @throws RecordingException when one of them is refused, dangerous without confirmation, or there already; nothing
     *         was written
     */
    public static OwnProbes judge(ProbeRegistry registry, RecordingRequest request, Progress progress)
            throws TargetException {
        List<DesiredProbe> off = new ArrayList<>();
        Set<ProbeKey> keys = new LinkedHashSet<>();
        Map<String, String> filters = new HashMap<>();
        List<ApplyReport.Outcome> refused = new ArrayList<>();
        for (DesiredProbe probe : request.probes().probes()) {
            JudgedProbe judged = registry.judge(probe, progress);
            @Nullable
            ProbeKey key = judged.key();
            String danger = request.allowDangerous() ? "" : danger(registry, request, judged, progress);
            @Nullable
            String reason = null;
            if (key == null) {
                reason = judged.refusal();
            } else if (registry.snapshot().observed().find(key).isPresent()) {
                reason = "event %s is there already; give it another name".formatted(key);
            } else if (!danger.isEmpty()) {
                reason = danger + " (dangerous: needs your confirmation, --allow-dangerous)";
            } else {
                keys.add(key);
                off.add(probe.withEnabled(false).withFilter(""));
                if (!probe.filter().isEmpty()) {
                    filters.put(key.toString(), probe.filter());
                }
            }
            if (reason != null) {
                refused.add(new ApplyReport.Outcome(probe.definition(), ApplyReport.Result.REFUSED, reason));
            }
        }
        failIfBad(new ApplyReport(refused, false));
        return new OwnProbes(registry, off, List.copyOf(keys), filters, request.allowDangerous());
    }

    /** Why the target may die of a probe, or an empty text. */
    private static String danger(ProbeRegistry registry, RecordingRequest request, JudgedProbe judged,
            Progress progress) throws TargetException {
        if (!judged.dangers().isEmpty()) {
            return judged.dangers().get(0).message();
        }
        ProbeDefinition definition = judged.verdict().definition();
        // Seen on an i.MX6 with 6.1: unwind_frame oopses below save_stack_trace_regs and kretprobe_trace_func.
        @Nullable
        ProbeKey key = judged.key();
        boolean deadly = key != null && request.hasStack(key) && definition != null && definition.kind().isReturn()
                && registry.judge(progress).dialect().architecture() == Architecture.ARM;
        return deadly ? "32-bit ARM kernels die of unwinding the stack in a return probe" : "";
    }

    private static void failIfBad(ApplyReport report) throws RecordingException {
        if (!report.bad().isEmpty()) {
            throw new RecordingException(
                    String.join("\n", report.bad().stream().map(ApplyReport.Outcome::shown).toList()), report);
        }
    }

    /** Their events, in the order asked for. */
    public List<ProbeKey> keys() {
        return keys;
    }

    /** An event's filter, or an empty text. */
    public String filter(String event) {
        return filters.getOrDefault(event, "");
    }

    /** The events that have a filter. */
    public Set<ProbeKey> filteredKeys() {
        Set<ProbeKey> found = new HashSet<>(keys);
        found.removeIf(key -> !filters.containsKey(key.toString()));
        return found;
    }

    /**
     * Adds them, switched off.
     *
     * @throws RecordingException when the kernel refuses one; those before it are there and are removed by {@link #remove}
     */
    public void add(Session session, Progress progress) throws TargetException {
        if (desired.isEmpty()) {
            return;
        }
        added = true;
        failIfBad(registry.change(there -> there.asDesired().with(desired), new ApplyOptions(allowDangerous, session),
                progress));
    }

    /**
     * Removes them, as far as they are there.
     *
     * @param problems gets a sentence for what could not be done
     */
    public void remove(List<String> problems) {
        if (!added) {
            return;
        }
        added = false;
        try {
            registry.removeEvents(keys, Progress.NONE).bad()
                    .forEach(outcome -> problems.add("a probe stays: " + outcome.shown()));
        } catch (TargetException failure) {
            problems.add("the probes stay for the next start to remove: " + failure.getMessage());
        }
    }
}
