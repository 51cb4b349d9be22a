/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of probes as a {@code .kprobes} file: definitions, one a line, with comments that begin with {@code #}. Comment
 * lines right above a definition belong to it; of these, {@code #@ disabled} and {@code #@ filter EXPRESSION} are read by
 * the suite. The kernel skips comments, so that the file can also be written to {@code kprobe_events} as it is.
 *
 * <pre>
 * # File opens, with their paths.
 *
 * # the path is user memory
 * #@ filter flags &amp; 0x40
 * p:open do_sys_openat2 path=+0(%r1):ustring flags=+0(%r2):x32
 * </pre>
 *
 * @param header the comment at the top that an empty line ends, without its {@code #}; lines separated by a newline
 * @param probes the probes
 */
public record ProbeSet(String header, DesiredProbes probes) {

    private static final String DISABLED = "#@ disabled";
    private static final String FILTER = "#@ filter ";

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     */
    public static ProbeSet read(Path file) throws IOException {
        return parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    /** Reads a set; each char of the text is one byte. */
    public static ProbeSet parse(String text) {
        List<DesiredProbe> probes = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        String header = "";
        String filter = "";
        boolean enabled = true;
        boolean atTop = true;
        for (String raw : text.split("\n")) {
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (line.isBlank()) {
                if (atTop && !comment.isEmpty()) {
                    header = String.join("\n", comment);
                }
                comment.clear();
                atTop = false;
            } else if (line.equals(DISABLED)) {
                enabled = false;
            } else if (line.startsWith(FILTER)) {
                filter = line.substring(FILTER.length()).strip();
            } else if (line.startsWith("#")) {
                comment.add(line.substring(line.startsWith("# ") ? 2 : 1));
            } else {
                probes.add(new DesiredProbe(line, enabled, filter, String.join("\n", comment)));
                comment.clear();
                filter = "";
                enabled = true;
                atTop = false;
            }
        }
        return new ProbeSet(header, new DesiredProbes(probes));
    }

    /** The file's text; {@link #parse} reads it back. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!header.isEmpty()) {
            comment(text, header);
            text.append('\n');
        }
        for (DesiredProbe probe : probes.probes()) {
            if (!probe.comment().isEmpty()) {
                // Without the empty line a comment of the first probe would be read as the header.
                if (text.isEmpty()) {
                    text.append('\n');
                }
                comment(text, probe.comment());
            }
            if (!probe.enabled()) {
                text.append(DISABLED).append('\n');
            }
            if (!probe.filter().isEmpty()) {
                text.append(FILTER).append(probe.filter()).append('\n');
            }
            text.append(probe.definition()).append('\n');
        }
        return text.toString();
    }

    private static void comment(StringBuilder text, String lines) {
        for (String line : lines.split("\n", -1)) {
            text.append(line.isEmpty() ? "#" : "# " + line).append('\n');
        }
    }

    /**
     * Writes the file.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.write(file, text().getBytes(StandardCharsets.ISO_8859_1));
    }
}
