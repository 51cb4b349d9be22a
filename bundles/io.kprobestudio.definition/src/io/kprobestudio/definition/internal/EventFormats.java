/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.DescriptionFiles;
import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A description's static events: names and formats, each read when first asked for. */
public final class EventFormats {
    private static final Pattern FIELD = Pattern.compile(
            "\\tfield:(.*?)([A-Za-z_][A-Za-z0-9_]*)((?:\\[[^;]*\\])?);"
                    + "\\s*offset:(\\d+);\\s*size:(\\d+);(?:\\s*signed:(\\d))?.*");
    /** Small events that every kernel with events has, asked first for what all records begin with. */
    private static final String[][] USUAL = { { "sched", "sched_switch" }, { "irq", "irq_handler_entry" },
            { "syscalls", "sys_enter_read" }, { "ftrace", "print" } };

    private final DescriptionFiles files;
    private final Set<String> systems;
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();
    private final Map<String, Optional<EventLayout>> layouts = new ConcurrentHashMap<>();
    private volatile Optional<List<EventField>> common = Optional.empty();
    private volatile boolean commonAsked;

    public EventFormats(DescriptionFiles files) throws IOException {
        this.files = files;
        systems = Set.copyOf(files.list("events"));
    }

    public Set<String> systems() {
        return systems;
    }

    public Set<String> names(String system) {
        if (!systems.contains(system)) {
            return Set.of();
        }
        return names.computeIfAbsent(system, this::readNames);
    }

    private Set<String> readNames(String system) {
        try {
            Set<String> found = new TreeSet<>(files.list("events/" + system));
            found.removeAll(Set.of("enable", "filter"));
            return Set.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the events of system=" + system, e);
        }
    }

    public Optional<EventLayout> layout(String system, String event) {
        if (!names(system).contains(event)) {
            return Optional.empty();
        }
        return layouts.computeIfAbsent(system + "/" + event, name -> readLayout(system, event));
    }

    private Optional<EventLayout> readLayout(String system, String event) {
        try {
            return files.read("events/" + system + "/" + event + "/format")
                    .map(bytes -> parse(system, event, new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the format of event=" + system + "/" + event, e);
        }
    }

    public Optional<List<EventField>> commonFields() {
        if (!commonAsked) {
            common = readCommonFields();
            commonAsked = true;
        }
        return common;
    }

    private Optional<List<EventField>> readCommonFields() {
        for (String[] event : USUAL) {
            Optional<EventLayout> layout = layout(event[0], event[1]);
            if (layout.isPresent() && !layout.get().commonFields().isEmpty()) {
                return Optional.of(layout.get().commonFields());
            }
        }
        for (String system : new TreeSet<>(systems)) {
            for (String event : new TreeSet<>(names(system))) {
                Optional<EventLayout> layout = layout(system, event);
                if (layout.isPresent() && !layout.get().commonFields().isEmpty()) {
                    return Optional.of(layout.get().commonFields());
                }
            }
        }
        return Optional.empty();
    }

    /** Reads the text of a format file. */
    public static EventLayout parse(String system, String event, String text) {
        List<EventField> commonFields = new ArrayList<>();
        List<EventField> fields = new ArrayList<>();
        boolean own = false;
        String print = "";
        int end = 0;
        for (String line : text.split("\n")) {
            Matcher matcher = FIELD.matcher(line);
            if (matcher.matches()) {
                EventField field = new EventField(group(matcher, 1).stripTrailing(), group(matcher, 2),
                        group(matcher, 3),
                        Integer.parseInt(group(matcher, 4)), Integer.parseInt(group(matcher, 5)),
                        "1".equals(matcher.group(6)));
                (own ? fields : commonFields).add(field);
                end = Math.max(end, field.offset() + field.size());
            } else if (line.isEmpty() && !commonFields.isEmpty()) {
                own = true;
            } else if (line.startsWith("print fmt: ")) {
                print = line.substring("print fmt: ".length());
            }
        }
        return new EventLayout(system, event, commonFields, fields, end, print);
    }

    private static String group(Matcher matcher, int index) {
        String found = matcher.group(index);
        return found == null ? "" : found;
    }
}
