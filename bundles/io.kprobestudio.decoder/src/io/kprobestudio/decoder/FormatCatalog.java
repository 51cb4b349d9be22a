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

/** All event formats of a session, by the ID that records carry. Immutable. */
public final class FormatCatalog {

    private final List<EventFormat> formats;
    private final @Nullable EventFormat[] byId;

    private FormatCatalog(List<EventFormat> formats) {
        this.formats = formats.stream().sorted(Comparator.comparingInt(EventFormat::id)).toList();
        int highest = this.formats.isEmpty() ? -1 : this.formats.getLast().id();
        byId = new @Nullable EventFormat[highest + 1];
        for (EventFormat format : this.formats) {
            byId[format.id()] = format;
        }
    }

    /** A catalog of these; of two with one ID the later counts. */
    public static FormatCatalog of(Collection<EventFormat> formats) {
        return new FormatCatalog(List.copyOf(formats));
    }

    /** The same with more formats, which win over those with the same ID. */
    public FormatCatalog with(Collection<EventFormat> more) {
        List<EventFormat> all = new ArrayList<>(formats);
        all.removeIf(f -> more.stream().anyMatch(m -> m.id() == f.id()));
        all.addAll(more);
        return new FormatCatalog(all);
    }

    /**
     * Reads {@code SYSTEM/EVENT/format} below a folder. A format that cannot be read is left out: its records are then
     * shown as unknown.
     *
     * @param events the folder {@code events}
     * @throws IOException when a folder cannot be listed or a file not be read
     */
    public static FormatCatalog read(Path events) throws IOException {
        List<EventFormat> formats = new ArrayList<>();
        if (Files.isDirectory(events)) {
            try (DirectoryStream<Path> systems = Files.newDirectoryStream(events, Files::isDirectory)) {
                for (Path system : systems) {
                    readSystem(system, formats);
                }
            }
        }
        return new FormatCatalog(formats);
    }

    private static void readSystem(Path system, List<EventFormat> formats) throws IOException {
        try (DirectoryStream<Path> events = Files.newDirectoryStream(system)) {
            for (Path event : events) {
                Path file = event.resolve("format");
                if (Files.isRegularFile(file)) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    try {
                        formats.add(EventFormat.parse(String.valueOf(system.getFileName()), text));
                    } catch (TraceDataException e) {
                        continue;
                    }
                }
            }
        }
    }

    /** The format with this ID, or null. */
    public @Nullable EventFormat byId(int id) {
        return id >= 0 && id < byId.length ? byId[id] : null;
    }

    /** The format of this name. */
    public Optional<EventFormat> byName(String system, String name) {
        return formats.stream().filter(f -> f.name().equals(name) && f.system().equals(system)).findFirst();
    }

    /** All formats, by ID. */
    public List<EventFormat> all() {
        return formats;
    }

    /** One more than the highest ID. */
    public int limit() {
        return byId.length;
    }
}
