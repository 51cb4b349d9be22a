/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * The probes that a user wants on a target, in order.
 *
 * @param probes the probes
 */
public record DesiredProbes(List<DesiredProbe> probes) {

    /** None. */
    public static final DesiredProbes NONE = new DesiredProbes(List.of());

    /** Copies the list. */
    public DesiredProbes {
        probes = List.copyOf(probes);
    }

    /** These and one more. */
    public DesiredProbes with(DesiredProbe probe) {
        return with(List.of(probe));
    }

    /** These and more. */
    public DesiredProbes with(List<DesiredProbe> more) {
        List<DesiredProbe> all = new ArrayList<>(probes);
        all.addAll(more);
        return new DesiredProbes(all);
    }

    /** These without one. */
    public DesiredProbes without(DesiredProbe probe) {
        List<DesiredProbe> rest = new ArrayList<>(probes);
        rest.remove(probe);
        return new DesiredProbes(rest);
    }

    /** These with one in place of another; unchanged when the other is not among them. */
    public DesiredProbes replace(DesiredProbe old, DesiredProbe by) {
        return new DesiredProbes(probes.stream().map(probe -> probe.equals(old) ? by : probe).toList());
    }
}
