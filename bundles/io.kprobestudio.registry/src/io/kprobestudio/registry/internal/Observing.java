/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kprobestudio.registry.Journal;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ObservedProbes;
import io.kprobestudio.registry.Ownership;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.WorkspaceId;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.Tracefs;

/** Looks at a target: what is defined, where it is on, with which filters. */
public final class Observing {

    private static final String KINDS = "prfte";

    private final Tracefs tracefs;
    private final WorkspaceId id;
    private final String controlFile;
    private final String instance;

    /**
     * Makes it.
     *
     * @param tracefs the target's tracefs
     * @param id ours
     * @param controlFile the file that lists the probes
     * @param instance the instance in which we switch events on, empty for the top one
     */
    public Observing(Tracefs tracefs, WorkspaceId id, String controlFile, String instance) {
        this.tracefs = tracefs;
        this.id = id;
        this.controlFile = controlFile;
        this.instance = instance;
    }

    /**
     * What one look saw.
     *
     * @param probes what is defined and on
     * @param profile the kernel's counts at that moment
     */
    public record Seen(ObservedProbes probes, KprobeProfile profile) {
    }

    /**
     * Looks now.
     *
     * @param outstanding what the journal has of us on the target
     * @throws TargetException when the link fails, or the control file cannot be read, which says nothing of what is defined
     */
    public ObservedProbes look(Map<ProbeKey, List<Journal.Outstanding>> outstanding) throws TargetException {
        Map<String, String> texts = new HashMap<>(tracefs.listings(switches()));
        List<String> filters = filters(texts, outstanding);
        if (!filters.isEmpty()) {
            texts.putAll(tracefs.texts(filters));
        }
        return probes(texts, outstanding);
    }

    /** Looks now, at the counts as well. */
    public Seen lookAndCount(Map<ProbeKey, List<Journal.Outstanding>> outstanding) throws TargetException {
        ObservedProbes probes = look(outstanding);
        return new Seen(probes, tracefs.profile());
    }

    /**
     * Looks right after an apply, at the counts as well. Of the filters, a file an event, only those are read that can be other
     * than none: a new event has none, and who else than us writes into our instance is seen by the next look.
     *
     * @param outstanding what the journal has of us on the target
     * @param filtered the events that had a filter before, or were given one
     * @throws TargetException as {@link #look}
     */
    public Seen lookAfterApply(Map<ProbeKey, List<Journal.Outstanding>> outstanding, Set<ProbeKey> filtered)
            throws TargetException {
        List<String> patterns = switches();
        filtered.forEach(key -> patterns.add(filterFile(key.toString())));
        KprobeProfile.FILES.stream().filter(file -> !patterns.contains(file)).forEach(patterns::add);
        Map<String, String> texts = tracefs.texts(patterns);
        return new Seen(probes(texts, outstanding), tracefs.profile(texts));
    }

    private List<String> switches() {
        return new ArrayList<>(List.of(controlFile, "set_event", "instances/*/set_event"));
    }

    /** The filters of what may be ours: there are none where nothing of ours or no instance of ours is. */
    private List<String> filters(Map<String, String> texts, Map<ProbeKey, List<Journal.Outstanding>> outstanding) {
        List<String> filters = new ArrayList<>();
        if (instance.isEmpty() || texts.containsKey("instances/" + instance + "/set_event")) {
            if (texts.getOrDefault(controlFile, "").contains(":" + id.name() + "/")) {
                filters.add(filterFile(id.name() + "/*"));
            }
            outstanding.keySet().stream().filter(key -> !id.owns(key.group()))
                    .forEach(key -> filters.add(filterFile(key.toString())));
        }
        return filters;
    }

    private String filterFile(String event) {
        return (instance.isEmpty() ? "" : "instances/" + instance + "/") + "events/" + event + "/filter";
    }

    private ObservedProbes probes(Map<String, String> texts, Map<ProbeKey, List<Journal.Outstanding>> outstanding)
            throws TargetException {
        // Where it is missing, reading it alone fails with the reason
        String listing = texts.containsKey(controlFile) ? texts.getOrDefault(controlFile, "")
                : tracefs.text(controlFile);
        Map<String, List<String>> enabledIn = enabledIn(texts);
        Modules modules = new Modules(tracefs.connection());
        Map<ProbeKey, List<ControlFileEntry>> places = new LinkedHashMap<>();
        for (ControlFileEntry entry : ControlFileEntry.parse(listing)) {
            if (KINDS.indexOf(entry.type()) >= 0) {
                places.computeIfAbsent(new ProbeKey(entry.group(), entry.event()), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<ObservedProbe> probes = new ArrayList<>();
        for (Map.Entry<ProbeKey, List<ControlFileEntry>> event : places.entrySet()) {
            ProbeKey key = event.getKey();
            List<ControlFileEntry> found = event.getValue();
            List<String> instances = enabledIn.getOrDefault(key.toString(), List.of());
            List<Journal.Outstanding> written = outstanding.getOrDefault(key, List.of());
            Ownership ownership = ownership(key, written, found);
            boolean ours = ownership.isOurs();
            String filter = texts.getOrDefault(filterFile(key.toString()), "none").stripTrailing();
            probes.add(new ObservedProbe(key, found, ownership,
                    ours ? written.stream().map(Journal.Outstanding::definition).toList() : List.of(),
                    ours ? instances.contains(instance) : !instances.isEmpty(),
                    !ours || filter.equals("none") ? "" : filter, instances, modules.missing(found)));
        }
        boolean hasInstance = !instance.isEmpty() && texts.containsKey("instances/" + instance + "/set_event");
        return new ObservedProbes(probes, hasInstance);
    }

    private Map<String, List<String>> enabledIn(Map<String, String> texts) {
        Map<String, List<String>> found = new HashMap<>();
        texts.forEach((path, text) -> {
            if (path.endsWith("set_event")) {
                String name = path.startsWith("instances/") ? path.split("/")[1] : "";
                for (String line : text.split("\n")) {
                    found.computeIfAbsent(line.replace(':', '/'), made -> new ArrayList<>()).add(name);
                }
            }
        });
        return found;
    }

    /** An event outside of our group is ours when we wrote it and it still has only the places that we gave it. */
    private Ownership ownership(ProbeKey key, List<Journal.Outstanding> written, List<ControlFileEntry> found) {
        if (id.owns(key.group()) || found.size() <= written.size()
                && found.stream().allMatch(entry -> written.stream().anyMatch(line -> samePlace(entry, line.line())))) {
            return Ownership.OURS;
        }
        return key.group().startsWith(WorkspaceId.PREFIX) ? Ownership.OTHER_WORKSPACE : Ownership.FOREIGN;
    }

    /** Whether a listed probe sits where a written line put it; addresses and offsets are listed otherwise than written. */
    private static boolean samePlace(ControlFileEntry entry, String line) {
        String[] words = line.strip().split("\\s+");
        return words.length > 1 && words[0].charAt(0) == entry.type()
                && (Character.isDigit(words[1].charAt(0)) || symbol(words[1]).equals(symbol(entry.place())));
    }

    private static String symbol(String place) {
        int end = 0;
        while (end < place.length() && place.charAt(end) != '+' && place.charAt(end) != '%') {
            end++;
        }
        return place.substring(0, end);
    }
}
