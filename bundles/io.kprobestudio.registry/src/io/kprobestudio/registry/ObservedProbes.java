/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.List;
import java.util.Optional;

/**
 * The probes that are on a target at one moment, in the kernel's order.
 *
 * @param probes the events, ours and others'
 * @param hasInstance whether our tracing instance is there
 */
public record ObservedProbes(List<ObservedProbe> probes, boolean hasInstance) {

    /** Nothing was observed yet. */
    public static final ObservedProbes NONE = new ObservedProbes(List.of(), false);

    /** Copies the list. */
    public ObservedProbes {
        probes = List.copyOf(probes);
    }

    /** The probe of a key. */
    public Optional<ObservedProbe> find(ProbeKey key) {
        return probes.stream().filter(probe -> probe.key().equals(key)).findFirst();
    }

    /** Ours. */
    public List<ObservedProbe> ours() {
        return probes.stream().filter(probe -> probe.ownership().isOurs()).toList();
    }

    /** Those that are not ours. */
    public List<ObservedProbe> foreign() {
        return probes.stream().filter(probe -> !probe.ownership().isOurs()).toList();
    }

    /** What has to be desired so that nothing of ours changes. */
    public DesiredProbes asDesired() {
        return new DesiredProbes(ours().stream().flatMap(probe -> probe.shownDefinitions().stream()
                .map(definition -> new DesiredProbe(definition, probe.enabled(), probe.filter(), ""))).toList());
    }
}
