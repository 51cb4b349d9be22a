/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.DescriptionFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What the simulated kernel knows of itself, in the form of a description: the files of a profile that ships with the
 * bundle or of a folder, and on top of them the modules that were loaded since.
 */
public final class MachineFiles implements DescriptionFiles {

    /** In a folder: what each module tells in its .note.gnu.build-id, by its name. */
    private static final String MODULE_NOTES = "module-notes/";
    private static final String PROFILES = "/io/kprobestudio/target/simulated/profiles/";

    private final Map<String, byte[]> files;
    private final Map<String, Map<String, String>> formats;
    private final Map<String, ModuleCatalog.Module> loaded = new LinkedHashMap<>();

    private MachineFiles(Map<String, byte[]> files, Map<String, Map<String, String>> formats) {
        this.files = files;
        this.formats = formats;
    }

    /**
     * The files of a profile that ships with the bundle.
     *
     * @param version such as {@code 6.1}
     */
    static MachineFiles shipped(String version) throws IOException {
        // No build of 3.8 was at hand: its profile is the code of 3.14, under its own name.
        String folder = version.equals("3.8") ? "3.14" : version;
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("kallsyms", "modules", "blacklist", "available_filter_functions", "README", "uname",
                "control")) {
            byte[] content = resource(PROFILES + folder + "/" + name);
            if (content != null) {
                files.put(name, content);
            }
        }
        if (version.equals("3.8")) {
            files.put("uname", "Linux (none) 3.8.13 #1 SMP armv7l GNU/Linux\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] packed = resource(PROFILES + folder + "/formats");
        Map<String, Map<String, String>> formats = new TreeMap<>();
        if (packed != null) {
            for (String part : new String(packed, StandardCharsets.ISO_8859_1).split("(?m)^== ")) {
                int newline = part.indexOf('\n');
                int slash = part.indexOf('/');
                if (slash > 0 && slash < newline) {
                    formats.computeIfAbsent(part.substring(0, slash), name -> new TreeMap<>())
                            .put(part.substring(slash + 1, newline), part.substring(newline + 1));
                }
            }
        }
        return new MachineFiles(files, formats);
    }

    private static byte @Nullable [] resource(String name) throws IOException {
        try (InputStream in = MachineFiles.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** The files of a folder that {@code kprobes describe} made. */
    static MachineFiles folder(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("kallsyms", "modules", "blacklist", "available_filter_functions", "README", "uname",
                "control", "notes", "btf")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        Path notes = folder.resolve(MODULE_NOTES);
        if (Files.isDirectory(notes)) {
            try (DirectoryStream<Path> modules = Files.newDirectoryStream(notes)) {
                for (Path module : modules) {
                    files.put(MODULE_NOTES + module.getFileName(), Files.readAllBytes(module));
                }
            }
        }
        if (!files.containsKey("kallsyms") || !files.containsKey("uname")) {
            throw new IOException("a description needs kallsyms and uname: folder=" + folder);
        }
        Map<String, Map<String, String>> formats = new TreeMap<>();
        Path events = folder.resolve("events");
        if (Files.isDirectory(events)) {
            try (DirectoryStream<Path> systems = Files.newDirectoryStream(events, Files::isDirectory)) {
                for (Path system : systems) {
                    readSystem(system, formats.computeIfAbsent(String.valueOf(system.getFileName()),
                            name -> new TreeMap<>()));
                }
            }
        }
        return new MachineFiles(files, formats);
    }

    private static void readSystem(Path system, Map<String, String> into) throws IOException {
        try (DirectoryStream<Path> events = Files.newDirectoryStream(system, Files::isDirectory)) {
            for (Path event : events) {
                Path format = event.resolve("format");
                if (Files.isRegularFile(format)) {
                    into.put(String.valueOf(event.getFileName()),
                            Files.readString(format, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** The static events' formats, by system and name. */
    Map<String, Map<String, String>> formats() {
        return formats;
    }

    /** The modules that were loaded since. */
    Map<String, ModuleCatalog.Module> loaded() {
        return loaded;
    }

    /** What modules tell of their build ids: ELF notes by the modules' names. */
    public Map<String, byte[]> moduleNotes() {
        Map<String, byte[]> notes = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith(MODULE_NOTES)) {
                notes.put(name.substring(MODULE_NOTES.length()), content);
            }
        });
        return notes;
    }

    /** A file's text, empty where there is none. */
    public String text(String name) {
        return read(name).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).orElse("");
    }

    /** Whether the file is there. */
    public boolean has(String name) {
        return files.containsKey(name);
    }

    @Override
    public Optional<byte[]> read(String name) {
        if (name.startsWith("events/") && name.endsWith("/format")) {
            String[] parts = name.split("/");
            String format = parts.length == 4 ? formats.getOrDefault(parts[1], Map.of()).get(parts[2]) : null;
            return Optional.ofNullable(format).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
        }
        byte @Nullable [] content = Maybe.of(files.get(name));
        if (content == null || loaded.isEmpty()
                || !List.of("kallsyms", "modules", "available_filter_functions").contains(name)) {
            return content == null ? Optional.empty() : Optional.of(content);
        }
        StringBuilder more = new StringBuilder();
        for (ModuleCatalog.Module module : loaded.values()) {
            more.append(switch (name) {
            case "modules" -> module.line();
            case "kallsyms" -> module.symbolLines();
            default -> module.traceableLines();
            });
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        // The last module loaded stands first in /proc/modules, and last in kallsyms.
        return Optional.of((name.equals("modules") ? more + text : text + more).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<String> list(String folder) {
        if (folder.equals("events")) {
            return List.copyOf(formats.keySet());
        }
        if (folder.startsWith("events/")) {
            return List.copyOf(new TreeSet<>(formats.getOrDefault(folder.substring(7), Map.of()).keySet()));
        }
        return List.of();
    }
}
