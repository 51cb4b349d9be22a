/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.Tracefs;

/** Reads the formats of the dynamic events that are there now. */
public final class Formats {

    private Formats() {
    }

    /**
     * Reads them in one round trip.
     *
     * @param tracefs the target's tracefs
     * @param listings control files, by name
     */
    public static List<EventFormat> read(Tracefs tracefs, Map<String, String> listings) throws TargetException {
        Set<String> files = new LinkedHashSet<>();
        for (String listing : listings.values()) {
            for (ControlFileEntry entry : ControlFileEntry.parse(listing)) {
                files.add("events/" + entry.name() + "/format");
            }
        }
        return files.isEmpty() ? List.of() : Metadata.formats(tracefs.texts(new ArrayList<>(files)));
    }
}
