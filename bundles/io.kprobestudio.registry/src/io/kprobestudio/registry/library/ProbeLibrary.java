/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.registry.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;

/** The sets that come with the suite. */
public final class ProbeLibrary {

    /** The files, in the order in which they are shown: what everybody needs first, then by subsystem. */
    static final List<String> FILES = List.of("file-opens", "reads-and-writes", "latency", "driver-probing", "i2c",
            "spi",
            "mmc", "clocks", "regulators", "firmware", "interrupts", "runtime-power", "modules", "page-faults",
            "network-transmit", "network-receive");

    private ProbeLibrary() {
    }

    /** All sets, read anew. */
    public static List<LibrarySet> sets() {
        List<LibrarySet> sets = new ArrayList<>();
        for (String file : FILES) {
            sets.add(LibrarySet.parse(text(file)));
        }
        return List.copyOf(sets);
    }

    /** The set with a name, however its letters are written. */
    public static Optional<LibrarySet> set(String name) {
        return sets().stream().filter(set -> set.name().equalsIgnoreCase(name)).findFirst();
    }

    private static String text(String file) {
        String path = "sets/" + file + ".kprobes";
        try (@Nullable
        InputStream stream = ProbeLibrary.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("a set of the library is missing: path=" + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a set of the library cannot be read: path=" + path, unreadable);
        }
    }
}
