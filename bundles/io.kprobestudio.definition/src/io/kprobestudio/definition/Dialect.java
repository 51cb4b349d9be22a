/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.EnumSet;
import java.util.Set;

/**
 * What one kernel on one architecture accepts: a set of features and a few numbers. Immutable.
 */
public final class Dialect {
    /** The kernel that is assumed where nothing is known. */
    public static final KernelVersion DEFAULT_VERSION = new KernelVersion(6, 1);
    /** The oldest and the newest kernel whose rules are known; others are judged by those of the nearer one. */
    public static final KernelVersion OLDEST_KNOWN = new KernelVersion(3, 5);
    public static final KernelVersion NEWEST_KNOWN = new KernelVersion(7, 2);
    /** From this version on the README describes the grammar, so what it lacks is not there. */
    private static final KernelVersion TELLING_README = new KernelVersion(4, 9);

    /** What 32-bit ARM has no support for in any version so far; a README would show it. */
    private static final Set<Feature> NOT_ON_ARM = EnumSet.of(Feature.FUNCTION_ARGUMENTS, Feature.BTF_ARGUMENTS,
            Feature.BTF_FIELDS, Feature.FUNCTION_PROBES, Feature.TRACEPOINT_PROBES);

    private final KernelVersion version;
    private final Architecture architecture;
    private final Set<Feature> features;
    private final ControlFile.Name control;

    private Dialect(KernelVersion version, Architecture architecture, Set<Feature> features, ControlFile.Name control) {
        this.version = version;
        this.architecture = architecture;
        this.features = features;
        this.control = control;
    }

    /** The dialect of a mainline kernel whose options are all on, judged at {@code kprobe_events}. */
    public static Dialect of(KernelVersion version, Architecture architecture) {
        return new Dialect(version, architecture, features(version, architecture, ""), ControlFile.Name.KPROBE_EVENTS);
    }

    /** The dialect of a described kernel: what its README shows wins over what its version implies. */
    public static Dialect of(Description description) {
        KernelVersion version = description.version().orElse(DEFAULT_VERSION);
        Architecture architecture = description.architecture().orElse(Architecture.ARM);
        return new Dialect(version, architecture, features(version, architecture, description.readme().orElse("")),
                description.control().map(ControlFile.Name::of).orElse(ControlFile.Name.KPROBE_EVENTS));
    }

    private static Set<Feature> features(KernelVersion version, Architecture architecture, String readme) {
        Set<Feature> found = EnumSet.noneOf(Feature.class);
        boolean telling = version.compareTo(TELLING_README) >= 0 && readme.contains("kprobe_events");
        for (Feature feature : Feature.values()) {
            String advertisement = feature.advertisement();
            boolean has = telling && advertisement != null ? readme.contains(advertisement)
                    : cameWith(feature, version, architecture);
            if (has) {
                found.add(feature);
            }
        }
        return found;
    }

    private static boolean cameWith(Feature feature, KernelVersion version, Architecture architecture) {
        if (feature == Feature.NOTRACE_REFUSED
                && (architecture == Architecture.ARM || architecture == Architecture.ARM64)) {
            // They have no kprobes that ftrace makes (CONFIG_KPROBES_ON_FTRACE).
            return Feature.NOTRACE_REFUSED_EVERYWHERE.cameWith(version);
        }
        return feature.cameWith(version) && (architecture != Architecture.ARM || !NOT_ON_ARM.contains(feature));
    }

    /** The same dialect, judged at another control file. */
    public Dialect at(ControlFile.Name file) {
        return new Dialect(version, architecture, features, file);
    }

    /** The kernel's version. */
    public KernelVersion version() {
        return version;
    }

    /** Whether the rules of this version are known: it is none before the oldest or of a series behind the newest. */
    public static boolean knows(KernelVersion version) {
        return version.compareTo(OLDEST_KNOWN) >= 0
                && !version.atLeast(NEWEST_KNOWN.major(), NEWEST_KNOWN.minor() + 1);
    }

    /** The machine. */
    public Architecture architecture() {
        return architecture;
    }

    /** The control file that definitions are written to. */
    public ControlFile.Name control() {
        return control;
    }

    /** Whether the kernel has a feature. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public String toString() {
        return version + " " + architecture + " " + control.fileName();
    }
}
