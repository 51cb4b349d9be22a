/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ObservedProbes;
import io.kprobestudio.registry.Plan;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;

/** Turns what a user does to single probes into desired sets, and has the registry apply them. */
final class ProbeWork {

    private static final int TRIES = 3;

    private final ProbeRegistry registry;

    ProbeWork(ProbeRegistry registry) {
        this.registry = registry;
    }

    /** A probe as the registry wants it: a byte as one char. */
    static DesiredProbe desired(String line, boolean enable) {
        String bytes = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return enable ? DesiredProbe.enabled(bytes) : DesiredProbe.disabled(bytes);
    }

    /** Our probes as they are, but for those that are left out and for what is to be on. */
    static DesiredProbes asDesired(ObservedProbes current, Predicate<ObservedProbe> kept, Predicate<ObservedProbe> on) {
        return new DesiredProbes(current.ours().stream().filter(kept)
                .flatMap(probe -> written(probe, on.test(probe)).stream()).toList());
    }

    /** Our probes as they are, by their keys. */
    static Map<ProbeKey, List<DesiredProbe>> byKey(ObservedProbes current) {
        Map<ProbeKey, List<DesiredProbe>> probes = new LinkedHashMap<>();
        current.ours().forEach(probe -> probes.put(probe.key(), written(probe, probe.enabled())));
        return probes;
    }

    /** What has to be desired for a probe to be as it is but for its switch: a definition for each of its places. */
    private static List<DesiredProbe> written(ObservedProbe probe, boolean on) {
        return probe.shownDefinitions().stream()
                .map(definition -> new DesiredProbe(definition, on, probe.filter(), "")).toList(); //$NON-NLS-1$
    }

    /** Our probes with another definition for one. */
    DesiredProbes replaced(ObservedProbes current, ProbeKey old, String line) {
        List<DesiredProbe> desired = new ArrayList<>();
        for (ObservedProbe probe : current.ours()) {
            if (probe.key().equals(old)) {
                desired.add(desired(line, probe.enabled()).withFilter(probe.filter()));
            } else {
                desired.addAll(written(probe, probe.enabled()));
            }
        }
        return new DesiredProbes(desired);
    }

    /**
     * Applies a change of what is there now. Changes of one session wait for each other.
     *
     * @return what became of each probe
     * @throws TargetException when a definition is refused, before anything is written; when the kernel refuses something,
     *         with what it said
     */
    synchronized ApplyReport apply(Function<ObservedProbes, DesiredProbes> change, ApplyOptions options,
            Progress progress)
            throws TargetException {
        for (int tried = 0; tried < TRIES; tried++) {
            Plan plan = registry.plan(change, progress);
            if (!plan.refusals().isEmpty()) {
                throw new TargetException(plan.refusals().stream()
                        .map(refusal -> refusal.probe().desired().definition() + ": " + refusal.reason()) //$NON-NLS-1$
                        .collect(Collectors.joining("\n"))); //$NON-NLS-1$
            }
            ApplyReport report = registry.apply(plan, options, progress);
            if (!report.stale()) {
                check(report);
                return report;
            }
        }
        throw new TargetException(NLS.bind(Messages.Target_busy, Integer.valueOf(TRIES)));
    }

    private static void check(ApplyReport report) throws TargetException {
        if (!report.isGood()) {
            throw new TargetException(
                    report.bad().stream().map(ApplyReport.Outcome::shown).collect(Collectors.joining("\n"))); //$NON-NLS-1$
        }
    }
}
