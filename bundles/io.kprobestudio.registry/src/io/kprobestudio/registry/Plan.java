/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.registry.internal.Listings;

/**
 * What has to be written so that the observed probes become the desired ones. A pure function of both; nothing foreign is
 * ever in it. The order respects what depends on what: disable, remove, add, filter, enable: an event's
 * filter goes before its switch, so that nothing passes that should not.
 *
 * @param desired the desired probes that it leads to
 * @param judged each desired probe with its verdict, in the same order
 * @param steps what will be written, in order
 * @param refusals desired probes that will not be written, and why
 * @param unchanged events that are as desired already
 */
public record Plan(DesiredProbes desired, List<JudgedProbe> judged, List<PlanStep> steps, List<Refusal> refusals,
        List<ProbeKey> unchanged) {

    /** Copies the lists. */
    public Plan {
        judged = List.copyOf(judged);
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
        unchanged = List.copyOf(unchanged);
    }

    /**
     * A desired probe that will not be written.
     *
     * @param probe the probe
     * @param reason why, for the user
     */
    public record Refusal(JudgedProbe probe, String reason) {
    }

    /**
     * Makes the plan.
     *
     * @param judged the desired probes with their verdicts
     * @param observed what is on the target
     * @param appends whether the kernel adds a second place to an event of the same name (from Linux 5.4) instead of
     *        replacing it
     * @return the plan
     */
    public static Plan of(List<JudgedProbe> judged, ObservedProbes observed, boolean appends) {
        return new Making(judged, observed, appends).make();
    }

    /** The dangers that it holds, each as a sentence with its definition; they need the user's confirmation. */
    public List<String> dangers() {
        Set<String> added = new HashSet<>();
        for (PlanStep step : steps) {
            if (step instanceof PlanStep.Add add) {
                added.add(add.line());
            }
        }
        return judged.stream().filter(probe -> added.contains(probe.line())).flatMap(probe -> probe.dangers().stream()
                .map(danger -> probe.desired().definition() + ": " + danger.message())).toList();
    }

    /** Whether nothing has to be written. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What will be written, a line each, to be shown before it is. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (PlanStep step : steps) {
            text.append(step.shown()).append('\n');
        }
        for (Refusal refusal : refusals) {
            text.append("refused ").append(refusal.probe.desired().definition()).append(": ").append(refusal.reason)
                    .append('\n');
        }
        return text.toString();
    }

    /** The work of making a plan: lists for each kind of step. */
    private static final class Making {

        private final List<JudgedProbe> judged;
        private final ObservedProbes observed;
        private final boolean appends;
        private final Map<ProbeKey, @Nullable ObservedProbe> there = new LinkedHashMap<>();
        private final Map<ProbeKey, List<JudgedProbe>> wanted = new LinkedHashMap<>();
        private final List<PlanStep> disables = new ArrayList<>();
        private final List<PlanStep> removals = new ArrayList<>();
        private final List<PlanStep> additions = new ArrayList<>();
        private final List<PlanStep> enables = new ArrayList<>();
        private final List<PlanStep> filters = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<ProbeKey> unchanged = new ArrayList<>();
        private final Set<ProbeKey> kept = new HashSet<>();

        Making(List<JudgedProbe> judged, ObservedProbes observed, boolean appends) {
            this.judged = judged;
            this.observed = observed;
            this.appends = appends;
            observed.probes().forEach(probe -> there.put(probe.key(), probe));
        }

        Plan make() {
            sort();
            Set<ProbeKey> refused = new HashSet<>();
            for (Refusal refusal : refusals) {
                @Nullable
                ProbeKey key = refusal.probe.key();
                if (key != null) {
                    refused.add(key);
                }
            }
            for (ObservedProbe probe : observed.ours()) {
                if (!wanted.containsKey(probe.key()) && !refused.contains(probe.key())
                        && !kept.contains(probe.key())) {
                    disable(probe);
                    removals.add(new PlanStep.Remove(probe.key()));
                }
            }
            wanted.forEach(this::event);
            List<PlanStep> steps = new ArrayList<>(disables);
            steps.addAll(removals);
            steps.addAll(additions);
            steps.addAll(filters);
            steps.addAll(enables);
            return new Plan(new DesiredProbes(judged.stream().map(JudgedProbe::desired).toList()), judged, steps,
                    refusals, unchanged);
        }

        /** Sorts the desired probes by event, and refuses those that cannot be written. */
        private void sort() {
            Set<String> lines = new LinkedHashSet<>();
            for (JudgedProbe probe : judged) {
                @Nullable
                ProbeKey key = probe.key();
                if (key == null) {
                    keepWhatIsThere(probe);
                    continue;
                }
                @Nullable
                ObservedProbe other = there.get(key);
                if (other != null && !other.ownership().isOurs()) {
                    refusals.add(new Refusal(probe, "event %s is there and belongs to somebody else".formatted(key)));
                } else if (!lines.add(Listings.comparable(probe.listing()))) {
                    refusals.add(new Refusal(probe, "the same probe is wanted twice: event=" + key));
                } else if (!appends && wanted.containsKey(key)) {
                    refusals.add(new Refusal(probe,
                            "event %s is wanted twice, and this kernel (before 5.4) keeps one place an event"
                                    .formatted(key)));
                } else {
                    wanted.computeIfAbsent(key, made -> new ArrayList<>()).add(probe);
                }
            }
        }

        /** What was taken from the target itself and cannot be judged (a hashed address) stays as it is. */
        private void keepWhatIsThere(JudgedProbe probe) {
            for (ObservedProbe mine : observed.ours()) {
                if (mine.shownDefinitions().contains(probe.desired().definition())) {
                    kept.add(mine.key());
                    return;
                }
            }
            refusals.add(new Refusal(probe, probe.refusal()));
        }

        private void disable(ObservedProbe probe) {
            if (probe.enabled()) {
                disables.add(new PlanStep.Disable(probe.key()));
            }
        }

        private void event(ProbeKey key, List<JudgedProbe> probes) {
            boolean on = probes.stream().anyMatch(probe -> probe.desired().enabled());
            String filter = probes.get(0).desired().filter();
            @Nullable
            ObservedProbe old = there.get(key);
            if (old == null) {
                probes.forEach(probe -> additions.add(new PlanStep.Add(key, probe.line(), List.of())));
                finish(key, on, false, filter, "");
                return;
            }
            List<String> listed = old.places().stream().map(place -> Listings.comparable(place.line())).toList();
            List<JudgedProbe> missing = probes.stream()
                    .filter(probe -> !listed.contains(Listings.comparable(probe.listing()))).toList();
            boolean surplus = probes.size() - missing.size() < listed.size();
            if (missing.isEmpty() && !surplus) {
                if (on == old.enabled() && filter.equals(old.filter())) {
                    unchanged.add(key);
                }
                if (old.enabled() && !on) {
                    disables.add(new PlanStep.Disable(key));
                }
                finish(key, on, old.enabled(), filter, old.filter());
                return;
            }
            disable(old);
            List<JudgedProbe> added = missing;
            List<String> replaced = List.of();
            if (surplus) {
                removals.add(new PlanStep.Remove(key));
                added = probes;
                replaced = old.shownDefinitions();
            }
            for (JudgedProbe probe : added) {
                additions.add(new PlanStep.Add(key, probe.line(), replaced));
            }
            finish(key, on, false, filter, surplus ? "" : old.filter());
        }

        /** A filter is set before the event is on, so that nothing passes that should not. */
        private void finish(ProbeKey key, boolean on, boolean isOn, String filter, String oldFilter) {
            if (!Objects.equals(filter, oldFilter)) {
                filters.add(new PlanStep.Filter(key, filter));
            }
            if (on && !isOn) {
                enables.add(new PlanStep.Enable(key));
            }
        }
    }
}
