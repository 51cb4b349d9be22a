/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a kernel's dynamic events are at a moment, with its version's rules: what a definition replaces or is added to,
 * and what a deletion takes away. Changed by {@link Judge#judge(byte[], ControlFile)}; confined to one thread.
 */
public final class ControlFile {
    /** The files that definitions are written to. */
    public enum Name {
        KPROBE_EVENTS("kprobe_events"), DYNAMIC_EVENTS("dynamic_events");

        private final String fileName;

        Name(String fileName) {
            this.fileName = fileName;
        }

        /** Its name in tracefs. */
        public String fileName() {
            return fileName;
        }

        /** The file of that name; anything unknown is {@code kprobe_events}. */
        public static Name of(String fileName) {
            return fileName.equals(DYNAMIC_EVENTS.fileName) ? DYNAMIC_EVENTS : KPROBE_EVENTS;
        }
    }

    /**
     * One probe, one line of the listing.
     *
     * @param definition what was accepted
     * @param layout its event's record
     * @param id its event's ID
     * @param listing its line, without newline
     */
    public record Probe(ProbeDefinition definition, EventLayout layout, int id, String listing) {
        public String group() {
            return definition.group();
        }

        public String event() {
            return definition.event();
        }

        /** Whether it belongs to the event of that name. */
        public boolean isOf(String group, String event) {
            return definition.group().equals(group) && definition.event().equals(event);
        }
    }

    private final List<Probe> probes = new ArrayList<>();
    private Predicate<Probe> busy = probe -> false;
    private int nextId;

    /** An empty control file whose first event will get that ID. */
    public ControlFile(int firstId) {
        nextId = firstId;
    }

    public ControlFile() {
        this(1500);
    }

    /** Says which events are in use, so that deleting or replacing them is refused with EBUSY. */
    public void busyWhen(Predicate<Probe> inUse) {
        busy = inUse;
    }

    /** Whether the probe's event is in use. */
    public boolean isBusy(Probe probe) {
        return busy.test(probe);
    }

    /** All probes, in the order of the listing. */
    public List<Probe> probes() {
        return List.copyOf(probes);
    }

    /** The probes of an event; more than one where the kernel appends. */
    public List<Probe> probes(String group, String event) {
        return probes.stream().filter(probe -> probe.isOf(group, event)).toList();
    }

    /** The first probe of an event, null if there is none. */
    public @Nullable Probe find(String group, String event) {
        for (Probe probe : probes) {
            if (probe.isOf(group, event)) {
                return probe;
            }
        }
        return null;
    }

    /** The text that reading the file gives. */
    public String list() {
        StringBuilder text = new StringBuilder();
        for (Probe probe : probes) {
            text.append(probe.listing()).append('\n');
        }
        return text.toString();
    }

    /** Takes away everything, as opening with truncation does; {@code EBUSY} and nothing done if an event is in use. */
    public Errno clear() {
        for (Probe probe : probes) {
            if (isBusy(probe)) {
                return Errno.EBUSY;
            }
        }
        probes.clear();
        return Errno.OK;
    }

    /** The ID of the next new event. */
    public int takeId() {
        return nextId++;
    }

    /** Puts a probe at the end. */
    public void add(Probe probe) {
        probes.add(probe);
    }

    /** Takes a probe away. */
    public void remove(Probe probe) {
        probes.remove(probe);
    }
}
