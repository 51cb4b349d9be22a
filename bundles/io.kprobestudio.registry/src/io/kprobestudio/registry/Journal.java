/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.kprobestudio.target.DiskException;
import io.kprobestudio.target.FileGuard;
import io.kprobestudio.target.LineAppender;
import io.kprobestudio.target.OwnerOnly;

/**
 * What we are about to write to targets, on this side's disk before it is on theirs: how probes are found again after a
 * crash or a lost link, and how those outside of our own group are known to be ours. One line an entry, tab-separated,
 * appended and synced. Thread-safe, also between processes.
 */
public final class Journal {

    private static final int FIELDS = 7;
    /** Beyond this size what is settled is dropped from the file when it is opened. */
    private static final long COMPACT_BEYOND = 256 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StateFolder state;
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

    /** Opens the journal of a workspace's or a user's state folder; the file is made by the first entry. */
    public Journal(StateFolder state) {
        this.state = state;
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
        state.create();
        try (FileGuard.Held held = state.guard().hold(PATIENCE);
                FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            LineAppender.append(channel, bytes(entries));
            channel.force(true);
        } catch (IOException full) {
            throw new DiskException(file, full);
        }
    }

    private static byte[] bytes(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.time.toEpochMilli()).append('\t').append(escape(entry.boot)).append('\t')
                    .append(escape(entry.session)).append('\t').append(entry.operation).append('\t')
                    .append(escape(entry.subject)).append('\t').append(escape(entry.line)).append('\t')
                    .append(escape(entry.definition)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
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
        additions(entries, boot).forEach((key, added) -> found.put(key, added.stream()
                .map(entry -> new Outstanding(entry.session, entry.line, entry.definition)).toList()));
        return found;
    }

    /** The entries of probes that are there. */
    private static Map<ProbeKey, List<Entry>> additions(List<Entry> entries, String boot) {
        Map<ProbeKey, List<Entry>> found = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (!entry.boot.equals(boot) || entry.subject.indexOf('/') < 0 || entry.operation == Operation.BOOT) {
                continue;
            }
            ProbeKey key = ProbeKey.parse(entry.subject, "");
            switch (entry.operation) {
            case ADD -> found.computeIfAbsent(key, made -> new ArrayList<>()).add(entry);
            case DENIED -> Optional.ofNullable(found.get(key))
                    .ifPresent(added -> added.removeIf(each -> each.line.equals(entry.line)));
            case REMOVED -> found.remove(key);
            default -> {
                // switches and instances say nothing of what is defined
            }
            }
        }
        found.values().removeIf(List::isEmpty);
        return found;
    }

    /**
     * Drops what is settled, when the file has grown large: what is left are the probes and the instances that are there, and the
     * last boot of each board. The new file takes the old one's place at once, so that a crash leaves one of them whole.
     *
     * @throws IOException when the disk does not take it; the journal is then as it was
     */
    public void compact() throws IOException {
        if (!Files.exists(file) || Files.size(file) < COMPACT_BEYOND) {
            return;
        }
        try (FileGuard.Held held = state.guard().hold(PATIENCE)) {
            Path kept = file.resolveSibling("journal.new");
            Files.deleteIfExists(kept);
            try (FileChannel channel = OwnerOnly.open(kept, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                LineAppender.append(channel, bytes(unsettled(entries())));
                channel.force(true);
            }
            Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Entry> unsettled(List<Entry> entries) {
        // By identity: a probe that was removed and added again has two entries that are equal
        Set<Entry> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        entries.stream().map(Entry::boot).distinct()
                .forEach(boot -> additions(entries, boot).values().forEach(kept::addAll));
        Map<String, Entry> last = new HashMap<>();
        entries.forEach(entry -> last.put(
                entry.operation == Operation.BOOT ? "boot\t" + entry.subject : entry.boot + "\t" + entry.subject,
                entry));
        last.values().stream()
                .filter(entry -> entry.operation == Operation.INSTANCE || entry.operation == Operation.BOOT)
                .forEach(kept::add);
        return entries.stream().filter(kept::contains).toList();
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
