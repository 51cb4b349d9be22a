/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.TargetException;

/**
 * The kernel's own counts, from {@code kprobe_profile}: a line a probe, with the event's name without its group
 * ({@code probes_profile_seq_show}). Lines stand in the order of {@code kprobe_events}, which is how a line finds its group;
 * an event with several places has a line for each.
 *
 * <p>"Missed" counts hits that ran into another probe's handler, and, for kretprobes, calls for which maxactive was used up.
 * On 32-bit ARM 3.14 it means something else: each fetch that faults adds to it.
 *
 * @param lines the lines, in the kernel's order
 */
public record KprobeProfile(List<Line> lines) {

    /** The files under the tracefs root that a profile is made of: the counts, and the listing that names their groups. */
    public static final List<String> FILES = List.of(Tracefs.KPROBE_EVENTS, "kprobe_profile");

    private static final int TRIES = 4;

    /** Copies the list. */
    public KprobeProfile {
        lines = List.copyOf(lines);
    }

    /**
     * One probe's counts.
     *
     * @param group the event's group, or null when the listing changed while the profile was read
     * @param event the event's name
     * @param hits how often the probe's handler ran, since it was defined
     * @param misses how often it could not run
     */
    public record Line(@Nullable String group, String event, long hits, long misses) {
    }

    /**
     * The counts of one event, summed over its places.
     *
     * @param hits how often its probes' handlers ran
     * @param misses how often they could not run
     */
    public record Counts(long hits, long misses) {
    }

    /** Reads the profile and the listing that names its groups; reads again while somebody changes the probes. */
    static KprobeProfile read(Tracefs tracefs) throws TargetException {
        KprobeProfile profile = new KprobeProfile(List.of());
        for (int tried = 0; tried < TRIES; tried++) {
            profile = of(tracefs.listings(FILES));
            if (profile.isCertain()) {
                return profile;
            }
        }
        return profile;
    }

    /** Makes a profile of what {@link #FILES} held at about the same time. */
    static KprobeProfile of(Map<String, String> texts) {
        return of(texts.getOrDefault("kprobe_profile", ""),
                ControlFileEntry.parse(texts.getOrDefault(Tracefs.KPROBE_EVENTS, "")));
    }

    /** Whether each line has found its group. */
    boolean isCertain() {
        return lines.stream().allMatch(line -> line.group != null);
    }

    /**
     * Makes a profile of what the kernel printed.
     *
     * @param text the content of {@code kprobe_profile}
     * @param entries the listing of {@code kprobe_events}, read beside it
     * @return the counts; without groups where the two do not go together
     */
    public static KprobeProfile of(String text, List<ControlFileEntry> entries) {
        List<Line> bare = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length == 3 && isCount(words[1]) && isCount(words[2])) {
                bare.add(new Line(null, words[0], Long.parseUnsignedLong(words[1]), Long.parseUnsignedLong(words[2])));
            }
        }
        List<ControlFileEntry> kprobes = entries.stream().filter(ControlFileEntry::isKprobe).toList();
        boolean matches = bare.size() == kprobes.size();
        for (int i = 0; matches && i < bare.size(); i++) {
            matches = bare.get(i).event.equals(kprobes.get(i).event());
        }
        if (!matches) {
            return new KprobeProfile(bare);
        }
        List<Line> named = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            Line line = bare.get(i);
            named.add(new Line(kprobes.get(i).group(), line.event, line.hits, line.misses));
        }
        return new KprobeProfile(named);
    }

    private static boolean isCount(String word) {
        return !word.isEmpty() && word.length() < 20 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The counts by {@code group/event}, in the kernel's order; lines whose group is not known are left out. */
    public Map<String, Counts> byEvent() {
        Map<String, Counts> counts = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.group != null) {
                counts.merge(line.group + "/" + line.event, new Counts(line.hits, line.misses),
                        (one, other) -> new Counts(one.hits + other.hits, one.misses + other.misses));
            }
        }
        return counts;
    }

    /** The counts of one event. */
    public Optional<Counts> of(String group, String event) {
        return Optional.ofNullable(byEvent().get(group + "/" + event));
    }
}
