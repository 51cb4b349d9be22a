/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import io.kprobestudio.target.OwnerOnly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The record of one target: a file of JSON lines, and one before it. Thread-safe, also between processes. Nothing here waits
 * for longer than a second.
 */
public final class TargetLog {

    /** How large a file grows, in bytes, before it becomes the one before; what was before that is dropped. */
    public static final int LIMIT = 2 << 20;

    /** Of this Java machine: a file lock holds for the whole of it. */
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int TRIES = 50;
    private static final long PAUSE_MILLIS = 20;

    private final Path folder;
    private final Path file;
    private final Path before;
    private final int limit;

    TargetLog(Path folder, String name, int limit) {
        this.folder = folder;
        this.limit = limit;
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
        synchronized (ONE_AT_A_TIME) {
            OwnerOnly.createFolder(folder);
            try (FileChannel guard = OwnerOnly.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    FileLock held = lock(guard, patient)) {
                int next = 0;
                while (next < entries.size()) {
                    next = appendSome(entries, next);
                }
            }
        }
    }

    /** Adds as many as fit into the file, at least one; gives the index of the next. */
    private int appendSome(List<LogEntry> entries, int from) throws IOException {
        try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            long size = channel.size();
            StringBuilder lines = new StringBuilder();
            if (size > 0 && !endsALine(channel, size)) {
                lines.append('\n');
            }
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
            write(channel, size, lines.toString());
            return next;
        }
    }

    private static void write(FileChannel channel, long size, String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        long at = size;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException full) {
            try {
                channel.truncate(size);
            } catch (IOException worse) {
                full.addSuppressed(worse);
            }
            throw full;
        }
    }

    private static boolean endsALine(FileChannel channel, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, size - 1) == 1 && last.get(0) == '\n';
    }

    /** Reads the log: what is in the file before, then what is in the file. */
    public Content read() throws IOException {
        if (!Files.exists(file) && !Files.exists(before)) {
            return Content.EMPTY;
        }
        List<String> lines;
        Path lock = folder.resolve("lock");
        synchronized (ONE_AT_A_TIME) {
            if (Files.exists(lock)) {
                try (FileChannel guard = OwnerOnly.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = lock(guard, true)) {
                    lines = lines();
                }
            } else {
                lines = lines();
            }
        }
        List<LogEntry> entries = new ArrayList<>(lines.size());
        lines.forEach(line -> LogLine.parse(line).ifPresent(entries::add));
        return new Content(entries, lines.size() - entries.size());
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

    private static FileLock lock(FileChannel guard, boolean patient) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            FileLock held = guard.tryLock();
            if (held != null) {
                return held;
            }
            if (!patient) {
                break;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("the log was held by another process when we were interrupted", interrupted);
            }
        }
        throw new IOException("another process holds the log");
    }

}
