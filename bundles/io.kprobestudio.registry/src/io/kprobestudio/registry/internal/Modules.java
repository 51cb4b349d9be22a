/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;

/** The modules that are loaded at one moment, read once a probe sits in one. To be used by one thread. */
final class Modules {

    private static final String FILE = "/proc/modules";
    private static final int MOST = 1 << 20;

    private final Connection connection;
    private @Nullable Set<String> loaded;

    Modules(Connection connection) {
        this.connection = connection;
    }

    /** The first module of these probes that is not loaded; an empty text when there is none, or nobody can tell. */
    String missing(List<ControlFileEntry> probes) throws TargetException {
        for (ControlFileEntry probe : probes) {
            int colon = probe.isKprobe() ? probe.place().indexOf(':') : -1;
            // a path is a uprobe's place
            if (colon > 0 && probe.place().indexOf('/') < 0) {
                String module = probe.place().substring(0, colon);
                Set<String> known = loaded();
                if (!known.isEmpty() && !known.contains(module)) {
                    return module;
                }
            }
        }
        return "";
    }

    private Set<String> loaded() throws TargetException {
        Set<String> known = loaded;
        if (known != null) {
            return known;
        }
        known = new HashSet<>();
        try {
            // a mark that the file could be read, also where no module is loaded
            for (String line : ("- \n" + new String(connection.read(FILE, MOST), StandardCharsets.ISO_8859_1))
                    .split("\n")) {
                known.add(line.substring(0, Math.max(0, line.indexOf(' '))));
            }
        } catch (FileException unknown) {
            // no module support, or nobody may look: then nothing is said
            known.clear();
        }
        loaded = known;
        return known;
    }
}
