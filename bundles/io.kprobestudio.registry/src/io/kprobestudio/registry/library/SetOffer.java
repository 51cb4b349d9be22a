/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.registry.library;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeSet;
import java.util.List;

/**
 * What a kernel takes of a set.
 *
 * @param set the set
 * @param definitions one for each of its events that the kernel has a place for; empty where it lacks the first event's
 * @param missing what the kernel lacks, a line for each event that is left out; empty where it lacks nothing
 */
public record SetOffer(LibrarySet set, List<String> definitions, List<String> missing) {

    /** Copies the lists. */
    public SetOffer {
        definitions = List.copyOf(definitions);
        missing = List.copyOf(missing);
    }

    /** Whether the set says anything on that kernel. */
    public boolean isUsable() {
        return !definitions.isEmpty();
    }

    /** The set as a {@code .kprobes} file for that kernel. */
    public ProbeSet probes() {
        return new ProbeSet(set.name() + "\n" + set.sentence(),
                new DesiredProbes(definitions.stream().map(DesiredProbe::enabled).toList()));
    }
}
