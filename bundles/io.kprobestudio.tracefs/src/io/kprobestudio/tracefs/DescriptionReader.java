/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.DescriptionFiles;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.OwnerOnly;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/**
 * Reads what a target's kernel tells of itself: for judging at once, or copied into a folder for judging offline. What the
 * target does not let be read is left out.
 */
public final class DescriptionReader {

    private static final String FUNCTIONS = "available_filter_functions";
    private static final String FUNCTIONS_WITH_ADDRESSES = "available_filter_functions_addrs";
    static final int BTF_LIMIT = 64 << 20;

    private final Tracefs tracefs;
    /** Parsed while the other files come; null where they came from a cache. */
    private @Nullable CompletableFuture<SymbolTable> symbols;

    private DescriptionReader(Tracefs tracefs) {
        this.tracefs = tracefs;
    }

    /**
     * Reads a target's description. Formats of static events are read later, when they are asked for, so that the
     * connection has to stay.
     *
     * @param tracefs the target's tracefs
     * @param progress told how far the reading is, and asked whether to go on
     * @return the description
     * @throws TargetException when the link fails or the user cancelled
     */
    public static Description read(Tracefs tracefs, Progress progress) throws TargetException {
        return readFiles(tracefs, progress).description();
    }

    /** The files that a description is made of, but for the events' formats. For recordings, which keep some of them. */
    public static KernelFiles readFiles(Tracefs tracefs, Progress progress) throws TargetException {
        DescriptionReader reader = new DescriptionReader(tracefs);
        return new KernelFiles(tracefs, reader.kernel(progress), reader.symbols, null);
    }

    /**
     * The same files, those of a cache where it has them of this boot of the target. What the cache lacks it is given.
     *
     * @param tracefs the target's tracefs
     * @param cache where files are kept between connections
     * @param progress told how far the reading is, and asked whether to go on
     * @return the files
     * @throws TargetException when the link fails or the user cancelled
     */
    public static KernelFiles readFiles(Tracefs tracefs, DescriptionCache cache, Progress progress)
            throws TargetException {
        if (tracefs.connection().roundTrips() == 0) {
            // this machine, or a kernel in this process: reading costs no more than looking whether anything changed
            return readFiles(tracefs, progress);
        }
        DescriptionReader reader = new DescriptionReader(tracefs);
        Optional<String> identity = KernelIdentity.read(tracefs, progress);
        Map<String, byte[]> files = identity.flatMap(cache::find).orElse(Map.of());
        if (files.isEmpty() || reader.tellsMore(files, progress)) {
            files = reader.kernel(progress);
            String modules = KernelIdentity.modules(files.getOrDefault("modules", new byte[0]));
            if (identity.isPresent() && identity.get().contains("\n/proc/modules=" + modules + "\n")) {
                Map<String, byte[]> read = files;
                Thread keeping = new Thread(() -> cache.keep(identity.get(), read), "keeps a description");
                keeping.start();
                return new KernelFiles(tracefs, read, reader.symbols, keeping);
            }
        }
        return new KernelFiles(tracefs, files, reader.symbols, null);
    }

    /** Whether the target lets be read now what it did not when the files were read, as when a file system was mounted. */
    private boolean tellsMore(Map<String, byte[]> files, Progress progress) throws TargetException {
        List<String> absent = new ArrayList<>();
        places().forEach((path, name) -> {
            if (files.getOrDefault(name, new byte[0]).length == 0) {
                absent.add(path);
            }
        });
        return !absent.isEmpty() && tracefs.connection().readAll(absent, progress).values().stream()
                .anyMatch(content -> content.length > 0);
    }

    /**
     * What was read of a target's kernel.
     */
    public static final class KernelFiles {

        private final Tracefs tracefs;
        private final Map<String, byte[]> files;
        private final @Nullable CompletableFuture<SymbolTable> symbols;
        private final @Nullable Thread keeping;

        private KernelFiles(Tracefs tracefs, Map<String, byte[]> files,
                @Nullable CompletableFuture<SymbolTable> symbols, @Nullable Thread keeping) {
            this.tracefs = tracefs;
            this.files = files;
            this.symbols = symbols;
            this.keeping = keeping;
        }

        /** A file's content under its name in a description, empty where the target does not let it be read. */
        public byte[] file(String name) {
            return files.getOrDefault(name, new byte[0]).clone();
        }

        /**
         * The description. Formats of static events are read when they are asked for.
         *
         * @throws TargetException when the link fails
         */
        public Description description() throws TargetException {
            try {
                Live live = new Live(tracefs, files);
                CompletableFuture<SymbolTable> parsed = symbols;
                Description description = parsed == null ? Description.of(live) : Description.of(live, parsed.join());
                awaitKept();
                return description;
            } catch (IOException unreadable) {
                throw new TargetException("the target's description cannot be read: target=%s: %s"
                        .formatted(tracefs.connection().address(), unreadable.getMessage()), unreadable);
            }
        }

        /** Files go into the cache while a description is made of them; a process that ended before would have kept none. */
        private void awaitKept() {
            Thread running = keeping;
            if (running != null) {
                try {
                    running.join();
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Copies a target's description into a folder, its files readable by the user alone: they hold kernel addresses.
     *
     * @param tracefs the target's tracefs
     * @param folder the folder, made if it is not there
     * @param progress told how far the reading is, and asked whether to go on
     * @return the names of the files that were written, relative to the folder
     * @throws TargetException when the link fails or the user cancelled
     * @throws IOException when the folder cannot be written
     */
    public static List<String> copy(Tracefs tracefs, Path folder, Progress progress)
            throws TargetException, IOException {
        DescriptionReader reader = new DescriptionReader(tracefs);
        Map<String, byte[]> files = reader.kernel(progress);
        progress.report("reading the events' formats");
        files.putAll(reader.formats(progress));
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            if (!path.startsWith(folder.normalize())) {
                throw new IOException("a name from the target leads out of the folder: name=" + file.getKey());
            }
            createFolder(Optional.ofNullable(path.getParent()).orElse(folder));
            OwnerOnly.write(path, file.getValue());
            written.add(file.getKey());
        }
        return written;
    }

    /** What is read of all kernels in one go, where it is there: path to name in a description. */
    private Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("/proc/kallsyms", "kallsyms");
        places.put("/proc/modules", "modules");
        places.put("/sys/kernel/debug/kprobes/blacklist", "blacklist");
        places.put(tracefs.path(FUNCTIONS_WITH_ADDRESSES), FUNCTIONS_WITH_ADDRESSES);
        places.put(tracefs.path("README"), "README");
        return places;
    }

    /** Everything but the events' formats, under the names that a folder has them. */
    private Map<String, byte[]> kernel(Progress progress) throws TargetException {
        // The program runs while the files are read
        try (Uname asked = Uname.ask(tracefs)) {
            return kernel(asked, progress);
        }
    }

    private Map<String, byte[]> kernel(Uname asked, Progress progress) throws TargetException {
        progress.report("reading the kernel's symbols");
        Map<String, String> places = places();
        Map<String, byte[]> files = new LinkedHashMap<>();
        tracefs.connection().readAll(List.copyOf(places.keySet()), progress)
                .forEach((path, content) -> files.put(String.valueOf(places.get(path)), content));
        byte[] kallsyms = files.getOrDefault("kallsyms", new byte[0]);
        symbols = CompletableFuture.supplyAsync(() -> SymbolTable.parse(kallsyms), DescriptionReader::inThreadOfItsOwn);
        functions(files, progress);
        progress.check("reading the description");
        try {
            progress.report("reading the kernel's types");
            files.put("btf", tracefs.connection().read("/sys/kernel/btf/vmlinux", BTF_LIMIT));
        } catch (FileException none) {
            // a kernel without BTF
            files.remove("btf");
        }
        files.put("uname", (asked.line() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        String readme = new String(files.getOrDefault("README", new byte[0]), StandardCharsets.ISO_8859_1);
        files.put("control", (Tracefs.controlFileOf(readme) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return files;
    }

    /** The common pool has one thread on two processors, and who waits for the symbols may be the one that has it. */
    private static void inThreadOfItsOwn(Runnable work) {
        Thread thread = new Thread(work, "kernel symbols");
        thread.setDaemon(true);
        thread.start();
    }

    /** The functions that ftrace can trace; from 6.5 on one file says where, too, and the names are taken from it. */
    private void functions(Map<String, byte[]> files, Progress progress) throws TargetException {
        byte[] sites = files.getOrDefault(FUNCTIONS_WITH_ADDRESSES, new byte[0]);
        if (sites.length == 0) {
            tracefs.connection().readAll(List.of(tracefs.path(FUNCTIONS)), progress)
                    .forEach((path, content) -> files.put(FUNCTIONS, content));
        } else {
            StringBuilder names = new StringBuilder(sites.length);
            new String(sites, StandardCharsets.ISO_8859_1).lines()
                    .forEach(line -> names.append(line, line.indexOf(' ') + 1, line.length()).append('\n'));
            files.put(FUNCTIONS, names.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The static events' formats; those of dynamic events change and say nothing of the kernel. */
    private Map<String, byte[]> formats(Progress progress) throws TargetException {
        Set<String> dynamic = dynamicEvents(tracefs);
        Map<String, byte[]> formats = new LinkedHashMap<>();
        tracefs.connection().readAll(List.of(tracefs.path("events/*/*/format")), progress).forEach((path, content) -> {
            String name = path.substring(tracefs.root().length() + 1);
            String event = name.substring("events/".length(), name.length() - "/format".length());
            if (!dynamic.contains(event)) {
                formats.put(name, content);
            }
        });
        return formats;
    }

    /** The events, as {@code group/event}, that somebody defined: they say nothing of the kernel. */
    private static Set<String> dynamicEvents(Tracefs tracefs) throws TargetException {
        Set<String> dynamic = new HashSet<>();
        tracefs.texts(List.of(Tracefs.KPROBE_EVENTS, "uprobe_events", Tracefs.DYNAMIC_EVENTS)).values().forEach(
                listing -> ControlFileEntry.parse(listing).forEach(entry -> dynamic.add(entry.name())));
        return dynamic;
    }

    /**
     * The line that {@code uname -a} prints on a target, with the kernel's own release.
     *
     * @param tracefs the target's tracefs
     * @return the line, without its newline
     * @throws TargetException when the link fails
     */
    public static String uname(Tracefs tracefs) throws TargetException {
        try (Uname asked = Uname.ask(tracefs)) {
            return asked.line();
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** A live target's files: what was read at once, and the events' formats when they are asked for. */
    private static final class Live implements DescriptionFiles {

        private final Tracefs tracefs;
        private final Map<String, byte @Nullable []> files;
        private final Map<String, @Nullable List<String>> folders = new ConcurrentHashMap<>();

        Live(Tracefs tracefs, Map<String, byte[]> files) {
            this.tracefs = tracefs;
            this.files = new ConcurrentHashMap<>(files);
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            byte @Nullable [] known = files.get(name);
            if (known != null) {
                return Optional.of(known);
            }
            if (!name.startsWith("events/")) {
                return Optional.empty();
            }
            try {
                byte[] format = tracefs.connection().read(tracefs.path(name), Tracefs.MOST);
                files.put(name, format);
                return Optional.of(format);
            } catch (FileException none) {
                return Optional.empty();
            } catch (TargetException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        }

        @Override
        public List<String> list(String folder) throws IOException {
            @Nullable
            List<String> known = folders.get(folder);
            if (known != null) {
                return known;
            }
            try {
                Set<String> dynamic = dynamicEvents(tracefs);
                String group = folder.substring(folder.indexOf('/') + 1);
                List<String> names = tracefs.connection().list(tracefs.path(folder)).stream()
                        .filter(name -> !dynamic.contains(group + "/" + name)).toList();
                folders.put(folder, names);
                return names;
            } catch (FileException none) {
                return List.of();
            } catch (TargetException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        }
    }
}
