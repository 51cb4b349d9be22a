/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jdt.annotation.Nullable;

/** All events that have control files, by group and name; and all that have an ID. */
public final class EventTable {

    private final Map<String, Map<String, EventType>> systems = new TreeMap<>();
    private final Map<Integer, EventType> byId = new LinkedHashMap<>();
    private int revision;

    /** Adds an event; one whose name is taken gets no control files. */
    void add(EventType type) {
        systems.computeIfAbsent(type.system(), name -> new TreeMap<>()).putIfAbsent(type.name(), type);
        byId.put(type.id(), type);
        revision++;
    }

    void remove(EventType type) {
        @Nullable
        Map<String, EventType> system = Maybe.of(systems.get(type.system()));
        if (system != null && system.remove(type.name(), type) && system.isEmpty()) {
            systems.remove(type.system());
        }
        byId.remove(type.id(), type);
        revision++;
    }

    /** The names of the groups. */
    public Collection<String> systems() {
        return Collections.unmodifiableCollection(systems.keySet());
    }

    /** The events of a group, empty when there is none. */
    public Map<String, EventType> events(String system) {
        @Nullable
        Map<String, EventType> events = Maybe.of(systems.get(system));
        return events == null ? Map.of() : Collections.unmodifiableMap(events);
    }

    /** The event of that name, or null. */
    public @Nullable EventType find(String system, String name) {
        return events(system).get(name);
    }

    /** The event with that ID, or null. */
    @Nullable
    EventType byId(int id) {
        return byId.get(id);
    }

    /** All events, in the order in which they came. */
    public Collection<EventType> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Changes whenever events come or go. */
    int revision() {
        return revision;
    }
}
