/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Follows what comes and goes. */
    public interface Listener {
        /** The probe came, at the end of the list. */
        void added(Probe probe);

        /** The probe went. */
        void removed(Probe probe);
    }

    /* In the order of the listing, and by event, so that 10,000 probes can come and go one by one. */
    private final Map<Long, Probe> probes = new LinkedHashMap<>();
    private final Map<Probe, Long> serials = new IdentityHashMap<>();
    private final Map<String, List<Probe>> byEvent = new HashMap<>();
    private Predicate<Probe> busy = probe -> false;
    private @Nullable Listener listener;
    private @Nullable List<Probe> snapshot;
    private long nextSerial;
    private int nextId;

    /** Whether an event of that name stands where its group has a control file: one of both is hidden. */
    public static boolean isControl(String event) {
        return event.equals("enable") || event.equals("filter");
    }

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

    /**
     * Tells what comes and goes. A file that is followed leaves {@link #list} empty, and with it {@link Verdict#list}:
     * whoever follows it keeps his own books, and a listing for each of many writes would cost the square of their
     * number.
     */
    public void follow(Listener follower) {
        listener = follower;
    }

    /** Whether the probe's event is in use. */
    public boolean isBusy(Probe probe) {
        return busy.test(probe);
    }

    /** All probes, in the order of the listing. */
    public List<Probe> probes() {
        List<Probe> known = snapshot;
        if (known == null) {
            known = List.copyOf(probes.values());
            snapshot = known;
        }
        return known;
    }

    /** The probes of an event; more than one where the kernel appends. */
    public List<Probe> probes(String group, String event) {
        return List.copyOf(byEvent.getOrDefault(key(group, event), List.of()));
    }

    /** The first probe of an event, null if there is none. */
    public @Nullable Probe find(String group, String event) {
        List<Probe> found = byEvent.getOrDefault(key(group, event), List.of());
        return found.isEmpty() ? null : found.get(0);
    }

    /* A group cannot hold a slash. */
    private static String key(String group, String event) {
        return group + "/" + event;
    }

    /** The text that reading the file gives; empty for a file that is followed. */
    public String list() {
        StringBuilder text = new StringBuilder();
        if (listener == null) {
            for (Probe probe : probes.values()) {
                text.append(probe.listing()).append('\n');
            }
        }
        return text.toString();
    }

    /** Takes away everything, as opening with truncation does; {@code EBUSY} and nothing done if an event is in use. */
    public Errno clear() {
        for (Probe probe : probes.values()) {
            if (isBusy(probe)) {
                return Errno.EBUSY;
            }
        }
        probes().forEach(this::remove);
        return Errno.OK;
    }

    /** The ID of the next new event. */
    public int takeId() {
        return nextId++;
    }

    /** Puts a probe at the end. */
    public void add(Probe probe) {
        snapshot = null;
        serials.put(probe, nextSerial);
        probes.put(nextSerial++, probe);
        byEvent.computeIfAbsent(key(probe.group(), probe.event()), name -> new ArrayList<>()).add(probe);
        Listener follower = listener;
        if (follower != null) {
            follower.added(probe);
        }
    }

    /** Takes a probe of this file away. */
    public void remove(Probe probe) {
        if (!serials.containsKey(probe)) {
            return;
        }
        snapshot = null;
        probes.remove(serials.remove(probe));
        String key = key(probe.group(), probe.event());
        List<Probe> siblings = byEvent.getOrDefault(key, new ArrayList<>());
        siblings.removeIf(sibling -> sibling == probe);
        if (siblings.isEmpty()) {
            byEvent.remove(key);
        }
        Listener follower = listener;
        if (follower != null) {
            follower.removed(probe);
        }
    }
}
