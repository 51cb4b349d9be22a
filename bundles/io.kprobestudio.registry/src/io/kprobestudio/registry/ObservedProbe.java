/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.List;

import io.kprobestudio.tracefs.ControlFileEntry;

/**
 * An event of probes that is on the target.
 *
 * @param key group and event: the row's identity
 * @param places its probes as the kernel lists them, one or more
 * @param ownership whose it is
 * @param definitions the definitions as we wrote them, as far as the journal knows them; empty for what is not ours
 * @param enabled whether it is on in our instance; for what is not ours, whether it is on in any
 * @param filter its filter in our instance, or an empty text
 * @param enabledIn the tracing instances in which it is on, the top one as an empty name
 * @param waitsFor the module that one of its probes sits in and that is not loaded, so that the kernel keeps the probe until
 *            it comes; an empty text where there is none
 */
public record ObservedProbe(ProbeKey key, List<ControlFileEntry> places, Ownership ownership, List<String> definitions,
        boolean enabled, String filter, List<String> enabledIn, String waitsFor) {

    /** Copies the lists. */
    public ObservedProbe {
        places = List.copyOf(places);
        definitions = List.copyOf(definitions);
        enabledIn = List.copyOf(enabledIn);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("an event has at least one probe: event=" + key);
        }
    }

    /** The kind, as the letter of its listing. */
    public char type() {
        return places.get(0).type();
    }

    /** The definitions to show and to write again: ours where they are known, else what the kernel lists. */
    public List<String> shownDefinitions() {
        return definitions.size() == places.size() ? definitions
                : places.stream().map(ControlFileEntry::line).toList();
    }
}
