/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of recorded events, as the kernel prints them, where in the source they are and which variables their fields come from.
 * Thread-safe; an answer is kept by event and place.
 */
public final class EventSources {
    private static final Pattern EVENT = Pattern.compile(": (?<event>[\\w.-]+): \\((?<place>[^()]*)\\)");

    /** Finds debug information. */
    @FunctionalInterface
    public interface Files {
        /**
         * The debug information of a module.
         *
         * @param module the module's name, or an empty text for the kernel
         * @return nothing where it is not there
         * @throws DebugInfoException when it cannot be read
         */
        Optional<DebugInfo> of(String module) throws DebugInfoException;
    }

    /**
     * What is known of an event.
     *
     * @param chain its line first, then where that was inlined, outwards; empty where it is not known
     * @param fields by field the expression over the source's variables that it reads
     */
    public record Said(List<SourceLocation> chain, Map<String, String> fields) {
        /** Nothing is known. */
        public static final Said NOTHING = new Said(List.of(), Map.of());

        /** Copies the list. */
        public Said {
            chain = List.copyOf(chain);
        }
    }

    private final Files files;
    private final Map<String, List<ProbedPlace>> probes = new HashMap<>();
    private final Map<String, Said> known = new ConcurrentHashMap<>();

    /**
     * Takes what is probed.
     *
     * @param definitions as {@code kprobe_events} lists them; those of no function are left out
     */
    public EventSources(Files files, Collection<String> definitions) {
        this.files = files;
        for (String each : definitions) {
            try {
                ProbedPlace place = ProbedPlace.of(each);
                probes.computeIfAbsent(place.event().replaceFirst(".*/", ""), any -> new ArrayList<>()).add(place);
            } catch (DebugInfoException other) {
                // a probe of an event, an address or a user's program: no function of the kernel is named
                continue;
            }
        }
    }

    /**
     * What is known of the first event or place in a line.
     *
     * @param line as the kernel prints it: an event with its place in parentheses, or a line of a stack
     * @throws DebugInfoException when debug information cannot be read or is damaged
     */
    public Said of(String line) throws DebugInfoException {
        Matcher event = EVENT.matcher(line);
        boolean isEvent = event.find();
        String place = isEvent ? event.group("place") : line.startsWith(" => ") ? line.strip() : "";
        List<CodePlace> places = CodePlace.in(place);
        String key = (isEvent ? event.group("event") : "") + ' ' + place;
        if (!places.isEmpty() && !known.containsKey(key)) {
            known.put(key, find(isEvent ? event.group("event") : "", places.get(0), place));
        }
        return known.getOrDefault(key, Said.NOTHING);
    }

    private Said find(String event, CodePlace place, String text) throws DebugInfoException {
        Optional<DebugInfo> info = files.of(place.module());
        if (info.isEmpty()) {
            return Said.NOTHING;
        }
        Map<String, String> fields = Map.of();
        for (ProbedPlace probe : probes.getOrDefault(event, List.of())) {
            // a return probe's event names the caller, and behind an arrow the function
            if (fields.isEmpty() && (probe.symbol().equals(place.symbol()) || text.contains("<- " + probe.symbol()))) {
                fields = probe.origins(info.get());
            }
        }
        return info.get().address(place.symbol()).isEmpty() ? new Said(List.of(), fields)
                : new Said(place.source(info.get()), fields);
    }
}
