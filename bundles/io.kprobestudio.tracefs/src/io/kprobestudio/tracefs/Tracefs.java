/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/**
 * The tracefs of a target. Texts are bytes: each char of a text that is read or written is one byte (ISO 8859-1).
 * Thread-safe as its connection is.
 *
 * @param connection the open connection
 * @param root where tracefs is mounted, such as {@code /sys/kernel/tracing} or {@code /sys/kernel/debug/tracing}
 */
public record Tracefs(Connection connection, String root) {

    /** More than any file of tracefs that is read whole: {@code events} formats and listings stay far below. */
    public static final int MOST = 64 << 20;

    /** The control file of kprobe events. */
    public static final String KPROBE_EVENTS = "kprobe_events";
    /** The control file of all dynamic events, from Linux 5.0. */
    public static final String DYNAMIC_EVENTS = "dynamic_events";

    /**
     * Finds the tracefs of a target.
     *
     * @param connection the open connection
     * @return its tracefs
     * @throws TargetException when it is not mounted, or the kernel has no kprobe events; the message says which
     */
    public static Tracefs of(Connection connection) throws TargetException {
        Optional<String> root = connection.tracefs();
        if (root.isEmpty()) {
            throw new TargetException("tracefs is not mounted on the target, or its kernel has no event tracing"
                    + " (CONFIG_FTRACE, CONFIG_KPROBE_EVENTS): target=%s; mount -t tracefs nodev /sys/kernel/tracing mounts it"
                            .formatted(connection.address()));
        }
        return new Tracefs(connection, root.get());
    }

    /**
     * Finds the tracefs of a target whose kernel must have kprobe events.
     *
     * @param connection the open connection
     * @return its tracefs
     * @throws FileException when we may not look into tracefs
     * @throws TargetException when there is none, or the kernel has no kprobe events; the message says what mends it
     */
    public static Tracefs withKprobes(Connection connection) throws TargetException {
        Tracefs found = of(connection);
        if (!found.exists(KPROBE_EVENTS)) {
            // What may not be entered looks empty
            connection.list(found.root());
            throw new TargetException("the target's kernel has no kprobe events: %s is missing target=%s; configure"
                    .formatted(found.path(KPROBE_EVENTS), connection.address())
                    + " CONFIG_KPROBES and CONFIG_KPROBE_EVENTS (CONFIG_KPROBE_EVENT before Linux 4.12)");
        }
        return found;
    }

    /** The absolute path of a file in tracefs. */
    public String path(String relative) {
        return root + "/" + relative;
    }

    /** Whether a file or folder exists in tracefs. */
    public boolean exists(String relative) throws TargetException {
        return connection.exists(path(relative));
    }

    /**
     * Reads a file of tracefs.
     *
     * @param relative the path under the root
     * @return its text
     * @throws FileException when the kernel refuses
     * @throws TargetException when the link fails
     */
    public String text(String relative) throws TargetException {
        return new String(connection.read(path(relative), MOST), StandardCharsets.ISO_8859_1);
    }

    /** Reads a file of tracefs, or gives nothing where the kernel refuses that. */
    public Optional<String> textIfAny(String relative) throws TargetException {
        try {
            return Optional.of(text(relative));
        } catch (FileException absent) {
            return Optional.empty();
        }
    }

    /** Reads several files in one round trip: relative path to text, without those that cannot be read. */
    public Map<String, String> texts(List<String> patterns) throws TargetException {
        return relative(connection.readAll(patterns.stream().map(this::path).toList(), Progress.NONE));
    }

    /**
     * Reads listings such as {@code kprobe_profile} that are looked at again and again, in one round trip and at the least
     * cost for the target: relative path to text, without those that cannot be read.
     */
    public Map<String, String> listings(List<String> files) throws TargetException {
        return relative(connection.readListings(files.stream().map(this::path).toList()));
    }

    private Map<String, String> relative(Map<String, byte[]> contents) {
        Map<String, String> found = new LinkedHashMap<>();
        contents.forEach((path, content) -> found.put(path.substring(root.length() + 1),
                new String(content, StandardCharsets.ISO_8859_1)));
        return found;
    }

    /** Writes to a file that is opened for append. */
    public void append(String relative, String text) throws TargetException {
        connection.write(FileWrite.append(path(relative), text));
    }

    /** Writes to a file that is opened with truncation. Never used on the control files of probes. */
    public void set(String relative, String text) throws TargetException {
        connection.write(FileWrite.set(path(relative), text));
    }

    /** Whether the kernel has tracing instances (from Linux 3.10). */
    public boolean hasInstances() throws TargetException {
        return exists("instances");
    }

    /**
     * The control file that definitions are written to: {@code dynamic_events} where the kernel's README speaks of
     * function or tracepoint probes there, else {@code kprobe_events}.
     */
    public String controlFile() throws TargetException {
        return textIfAny("README").map(Tracefs::controlFileOf).orElse(KPROBE_EVENTS);
    }

    /** The control file that a kernel with this README is written to. */
    public static String controlFileOf(String readme) {
        return readme.contains(" f[:[<group>/]") || readme.contains(" t[:[<group>/]") ? DYNAMIC_EVENTS : KPROBE_EVENTS;
    }

    /** What a control file lists now. */
    public List<ControlFileEntry> list(String controlFile) throws TargetException {
        return ControlFileEntry.parse(text(controlFile));
    }

    /** The counts of hits and misses now, each with the event that it belongs to, as far as that is certain. */
    public KprobeProfile profile() throws TargetException {
        return KprobeProfile.read(this);
    }

    /**
     * The counts as they were read together with other files.
     *
     * @param texts relative path to text; {@link KprobeProfile#FILES} among them
     * @return the counts, read again when somebody changed the probes while they were read
     */
    public KprobeProfile profile(Map<String, String> texts) throws TargetException {
        KprobeProfile profile = KprobeProfile.of(texts);
        return profile.isCertain() ? profile : profile();
    }

    /** What the error log of the top instance holds, oldest first; empty before Linux 5.2, which has none. */
    public List<ErrorLogEntry> errorLog() throws TargetException {
        return textIfAny("error_log").map(ErrorLogEntry::parse).orElse(List.of());
    }
}
