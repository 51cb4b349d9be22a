/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import io.kprobestudio.target.OwnerOnly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.target.DiskException;

/**
 * What we are about to write to targets, on this side's disk before it is on theirs: how probes are found again after a
 * crash or a lost link, and how those outside of our own group are known to be ours. One line an entry, tab-separated,
 * appended and synced. Thread-safe, also between processes.
 */
public final class Journal {

    private static final int FIELDS = 7;
    /** Beyond this size what is settled is dropped from the file when it is opened. */
    private static final long COMPACT_BEYOND = 256 << 10;

    private final Path file;

    /** What an entry tells. */
    public enum Operation {
        /** A probe is about to be added; the line is what will be written. */
        ADD,
        /** The kernel refused it: it is not there. */
        DENIED,
        /** An event was removed. */
        REMOVED,
        /** An event is about to be switched on. */
        ENABLE,
        /** An event was switched off. */
        DISABLED,
        /** A tracing instance is about to be made. */
        INSTANCE,
        /** A tracing instance was removed. */
        INSTANCE_REMOVED,
        /** We came to this boot of a board for the first time; the subject is the address. */
        BOOT
    }

    /**
     * One entry.
     *
     * @param time when
     * @param boot which boot of which machine: its boot id where it has one, else its address
     * @param session the session that wrote it, as {@link Session} names it
     * @param operation what
     * @param subject {@code group/event}, or the instance's name
     * @param line the exact line that is written, or an empty text
     * @param definition the definition as the user wrote it, or an empty text
     */
    public record Entry(Instant time, String boot, String session, Operation operation, String subject, String line,
            String definition) {
    }

    /**
     * A probe that was written and not yet removed.
     *
     * @param session the session that wrote it
     * @param line the line as written
     * @param definition the definition as the user wrote it
     */
    public record Outstanding(String session, String line, String definition) {
    }

    private Journal(Path file) {
        this.file = file;
    }

    /** Opens the journal of a workspace's or a user's state folder; the file is made by the first entry. */
    public Journal(StateFolder state) {
        file = state.path().resolve("journal");
    }

    /**
     * Adds entries; when this returns, they are on disk.
     *
     * @param entries the entries, in order
     * @throws IOException when the disk does not take them: then nothing may be written to the target
     */
    public void append(List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.time.toEpochMilli()).append('\t').append(escape(entry.boot)).append('\t')
                    .append(escape(entry.session)).append('\t').append(entry.operation).append('\t')
                    .append(escape(entry.subject)).append('\t').append(escape(entry.line)).append('\t')
                    .append(escape(entry.definition)).append('\n');
        }
        new StateFolder(parent()).create();
        try (FileChannel channel = open(); FileLock lock = channel.lock()) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException full) {
            throw new DiskException(file, full);
        }
    }

    private Path parent() {
        return file.toAbsolutePath().resolveSibling("");
    }

    private FileChannel open() throws IOException {
        return OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** All entries, oldest first; a line that was cut off by a crash is left out. */
    public List<Entry> entries() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n")) {
            parse(line).ifPresent(entries::add);
        }
        return entries;
    }

    private static Optional<Entry> parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Entry(Instant.ofEpochMilli(Long.parseLong(parts[0])), unescape(parts[1]),
                    unescape(parts[2]), Operation.valueOf(parts[3]), unescape(parts[4]), unescape(parts[5]),
                    unescape(parts[6])));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** The probes that were written during this boot of a target and not removed, by their event. */
    public Map<ProbeKey, List<Outstanding>> outstanding(String boot) throws IOException {
        return outstanding(entries(), boot);
    }

    static Map<ProbeKey, List<Outstanding>> outstanding(List<Entry> entries, String boot) {
        Map<ProbeKey, List<Outstanding>> found = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (!entry.boot.equals(boot) || entry.subject.indexOf('/') < 0 || entry.operation == Operation.BOOT) {
                continue;
            }
            ProbeKey key = ProbeKey.parse(entry.subject, "");
            switch (entry.operation) {
            case ADD -> found.computeIfAbsent(key, made -> new ArrayList<>())
                    .add(new Outstanding(entry.session, entry.line, entry.definition));
            case DENIED -> Optional.ofNullable(found.get(key))
                    .ifPresent(lines -> lines.removeIf(line -> line.line.equals(entry.line)));
            case REMOVED -> found.remove(key);
            default -> {
                // switches and instances say nothing of what is defined
            }
            }
        }
        found.values().removeIf(List::isEmpty);
        return found;
    }

    /** Drops what is settled, when the file has grown large. */
    public void compact() throws IOException {
        if (!Files.exists(file) || Files.size(file) < COMPACT_BEYOND) {
            return;
        }
        try (FileChannel channel = open(); FileLock lock = channel.lock()) {
            List<Entry> entries = entries();
            Map<String, Map<ProbeKey, List<Outstanding>>> byBoot = new LinkedHashMap<>();
            entries.forEach(entry -> byBoot.computeIfAbsent(entry.boot, boot -> outstanding(entries, boot)));
            Path kept = file.resolveSibling("journal.new");
            Files.deleteIfExists(kept);
            Journal rewritten = new Journal(kept);
            rewritten.append(entries.stream().filter(entry -> entry.operation == Operation.ADD
                    && isOutstanding(byBoot.getOrDefault(entry.boot, Map.of()), entry)).toList());
            if (Files.exists(kept)) {
                byte[] bytes = Files.readAllBytes(kept);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(bytes), 0);
                Files.delete(kept);
            } else {
                channel.truncate(0);
            }
            channel.force(true);
        }
    }

    private static boolean isOutstanding(Map<ProbeKey, List<Outstanding>> outstanding, Entry entry) {
        return outstanding.getOrDefault(ProbeKey.parse(entry.subject, ""), List.of()).stream()
                .anyMatch(line -> line.line.equals(entry.line) && line.session.equals(entry.session));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                c = escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
