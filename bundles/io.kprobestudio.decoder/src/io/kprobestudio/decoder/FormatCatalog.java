/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.Nullable;

/**
 * All event formats of a session, by the ID that records carry. Immutable, thread-safe; a format is read when it is first
 * asked for. One that cannot be read is left out: its records are then shown as unknown.
 */
public final class FormatCatalog {

    private final @Nullable Entry[] byId;
    private final List<String> problems;

    /** A format, or the text that one is read from. */
    private static final class Entry {
        private final String system;
        private final String text;
        private volatile @Nullable EventFormat format;
        private volatile @Nullable String problem;

        Entry(EventFormat format) {
            this.format = format;
            system = format.system();
            text = "";
        }

        Entry(String system, String text) {
            this.system = system;
            this.text = text;
        }

        @Nullable
        EventFormat format() {
            EventFormat known = format;
            if (known == null && problem == null) {
                try {
                    known = EventFormat.parse(system, text);
                    format = known;
                } catch (TraceDataException e) {
                    String reason = String.valueOf(e.getMessage());
                    problem = reason.startsWith("format of ") ? reason
                            : "format of %s:%s: %s".formatted(system, Builder.name(text), reason);
                }
            }
            return known;
        }
    }

    private FormatCatalog(@Nullable Entry[] byId, List<String> problems) {
        this.byId = byId;
        this.problems = List.copyOf(problems);
    }

    /** Collects the texts of {@code format} files. */
    static final class Builder {
        private @Nullable Entry[] byId = new @Nullable Entry[2048];
        private int limit;
        private final List<String> problems = new ArrayList<>();

        /** Adds a format file's content, one character a byte; what has no ID is left out, and a problem. */
        void add(String system, String text) {
            int at = text.indexOf("\nID:");
            int end = at < 0 ? -1 : text.indexOf('\n', at + 1);
            String id = end < 0 ? "" : text.substring(at + 4, end).strip();
            if (isId(id)) {
                put(Integer.parseInt(id), new Entry(system, text));
            } else {
                problems.add("format of %s:%s: ID=%s".formatted(system, name(text), id));
            }
        }

        /** Up to five digits; without a pattern, being asked for each of over a thousand events. */
        private static boolean isId(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty() && text.length() <= 5;
        }

        private static String name(String text) {
            String first = text.lines().findFirst().orElse("");
            return first.startsWith("name:") ? first.substring("name:".length()).strip() : "";
        }

        void add(EventFormat format) {
            put(format.id(), new Entry(format));
        }

        private void put(int id, Entry entry) {
            if (id < 0 || id > 0xffff) {
                return;
            }
            if (id >= byId.length) {
                byId = java.util.Arrays.copyOf(byId, Math.max(2 * byId.length, id + 1));
            }
            byId[id] = entry;
            limit = Math.max(limit, id + 1);
        }

        FormatCatalog build() {
            return new FormatCatalog(java.util.Arrays.copyOf(byId, limit), problems);
        }
    }

    /** A catalog of these; of two with one ID the later counts. */
    public static FormatCatalog of(Collection<EventFormat> formats) {
        Builder builder = new Builder();
        formats.forEach(builder::add);
        return builder.build();
    }

    /** The same with more formats, which win over those with the same ID. */
    public FormatCatalog with(Collection<EventFormat> more) {
        Builder builder = new Builder();
        builder.problems.addAll(problems);
        for (int id = 0; id < byId.length; id++) {
            Entry entry = byId[id];
            if (entry != null) {
                builder.put(id, entry);
            }
        }
        more.forEach(builder::add);
        return builder.build();
    }

    /**
     * Reads {@code SYSTEM/EVENT/format} below a folder.
     *
     * @param events the folder {@code events}
     * @throws IOException when a folder cannot be listed or a file not be read
     */
    public static FormatCatalog read(Path events) throws IOException {
        Builder builder = new Builder();
        if (Files.isDirectory(events)) {
            try (DirectoryStream<Path> systems = Files.newDirectoryStream(events, Files::isDirectory)) {
                for (Path system : systems) {
                    readSystem(system, builder);
                }
            }
        }
        return builder.build();
    }

    private static void readSystem(Path system, Builder builder) throws IOException {
        try (DirectoryStream<Path> events = Files.newDirectoryStream(system)) {
            for (Path event : events) {
                Path file = event.resolve("format");
                if (Files.isRegularFile(file)) {
                    builder.add(String.valueOf(system.getFileName()),
                            Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** The format with this ID, or null. */
    public @Nullable EventFormat byId(int id) {
        if (id < 0 || id >= byId.length) {
            return null;
        }
        Entry entry = byId[id];
        return entry == null ? null : entry.format();
    }

    /** The format of this name. */
    public Optional<EventFormat> byName(String system, String name) {
        for (Entry entry : byId) {
            if (entry != null && entry.system.equals(system)) {
                EventFormat format = entry.format();
                if (format != null && format.name().equals(name)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    /** What is wrong with formats that cannot be read, of those that were looked up or have no ID; in words. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        for (Entry entry : byId) {
            String problem = entry == null ? null : entry.problem;
            if (problem != null) {
                all.add(problem);
            }
        }
        return List.copyOf(all);
    }

    /** All formats, by ID. */
    public List<EventFormat> all() {
        List<EventFormat> formats = new ArrayList<>();
        for (int id = 0; id < byId.length; id++) {
            EventFormat format = byId(id);
            if (format != null) {
                formats.add(format);
            }
        }
        formats.sort(Comparator.comparingInt(EventFormat::id));
        return List.copyOf(formats);
    }

    /** One more than the highest ID. */
    public int limit() {
        return byId.length;
    }
}
