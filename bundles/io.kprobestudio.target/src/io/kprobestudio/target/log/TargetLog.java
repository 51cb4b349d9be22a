/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import io.kprobestudio.target.FileGuard;
import io.kprobestudio.target.LineAppender;
import io.kprobestudio.target.OwnerOnly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The record of one target: a file of JSON lines, and one before it. Thread-safe, also between processes: none waits
 * for another one longer than a second.
 */
public final class TargetLog {

    /** How large a file grows, in bytes, before it becomes the one before; what was before that is dropped. */
    public static final int LIMIT = 2 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path folder;
    private final Path file;
    private final Path before;
    private final Path lock;
    private final FileGuard guard;
    private final int limit;

    TargetLog(Path folder, String name, int limit) {
        this.folder = folder;
        this.limit = limit;
        lock = folder.resolve("lock");
        guard = new FileGuard(lock);
        file = folder.resolve(name + ".log");
        before = folder.resolve(name + ".log.1");
    }

    /**
     * What a log holds.
     *
     * @param entries the entries, oldest first
     * @param unreadable how many lines are none, such as one that a crash cut off
     */
    public record Content(List<LogEntry> entries, int unreadable) {

        /** Nothing. */
        public static final Content EMPTY = new Content(List.of(), 0);

        /** Copies the list. */
        public Content {
            entries = List.copyOf(entries);
        }
    }

    /** The file that is written to. */
    public Path file() {
        return file;
    }

    /** Something that changes whenever the log does: cheap to ask for. */
    public String stamp() {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException none) {
            return "";
        }
    }

    /**
     * Adds entries at the end. Of entries that make the file full some may be there when this fails.
     *
     * @param entries the entries, in order
     * @param patient whether to wait for another process that holds the log, a second at the most
     * @throws IOException when the disk does not take them, or another process holds the log
     */
    void append(List<LogEntry> entries, boolean patient) throws IOException {
        OwnerOnly.createFolder(folder);
        try (FileGuard.Held held = guard.hold(patient ? PATIENCE : Duration.ZERO)) {
            int next = 0;
            while (next < entries.size()) {
                next = appendSome(entries, next);
            }
        }
    }

    /** Adds as many as fit into the file, at least one; gives the index of the next. */
    private int appendSome(List<LogEntry> entries, int from) throws IOException {
        try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            long size = channel.size();
            StringBuilder lines = new StringBuilder();
            int next = from;
            while (next < entries.size()) {
                String line = entries.get(next).json() + "\n";
                if (size + lines.length() > 0 && size + lines.length() + line.length() > limit) {
                    break;
                }
                lines.append(line);
                next++;
            }
            if (next == from) {
                Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
                return from;
            }
            LineAppender.append(channel, lines.toString().getBytes(StandardCharsets.US_ASCII));
            return next;
        }
    }

    /** Reads the log: what is in the file before, then what is in the file. */
    public Content read() throws IOException {
        if (!Files.exists(file) && !Files.exists(before)) {
            return Content.EMPTY;
        }
        List<String> lines = Files.exists(lock) ? linesAlone() : lines();
        List<LogEntry> entries = new ArrayList<>(lines.size());
        lines.forEach(line -> LogLine.parse(line).ifPresent(entries::add));
        return new Content(entries, lines.size() - entries.size());
    }

    /** As they are while nobody writes; where nobody ever did, the folder may be one that we cannot write to. */
    private List<String> linesAlone() throws IOException {
        try (FileGuard.Held held = guard.hold(PATIENCE)) {
            return lines();
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path part : List.of(before, file)) {
            if (Files.exists(part)) {
                lines.addAll(List.of(Files.readString(part, StandardCharsets.ISO_8859_1).split("\n")));
            }
        }
        return lines;
    }
}
