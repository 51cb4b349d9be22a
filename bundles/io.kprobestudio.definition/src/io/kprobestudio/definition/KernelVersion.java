/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's version, as far as rules depend on it.
 *
 * @param major e.g. 6
 * @param minor e.g. 1
 * @param patch the stable release, e.g. 176; 0 where unknown
 */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    /* Debian's release has no patch level ("6.1.0-50-armmp"); its version string has ("Debian 6.1.176-1"). */
    private static final Pattern DEBIAN = Pattern.compile("Debian (\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final Comparator<KernelVersion> ORDER = Comparator.comparingInt(KernelVersion::major)
            .thenComparingInt(KernelVersion::minor).thenComparingInt(KernelVersion::patch);

    public KernelVersion {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException("negative kernel version " + major + "." + minor + "." + patch);
        }
    }

    public KernelVersion(int major, int minor) {
        this(major, minor, 0);
    }

    /**
     * Reads the first version in a text such as {@code 6.1}, {@code 5.10.223} or a line of {@code uname -a}, preferring
     * what Debian says of itself.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static KernelVersion parse(String text) {
        Matcher matcher = DEBIAN.matcher(text);
        if (!matcher.find()) {
            // After "Linux HOST ", since a host's name may look like a version.
            matcher = NUMBERS.matcher(text.startsWith("Linux ") ? text.replaceFirst("^Linux \\S+ ", "") : text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no kernel version in text=" + text);
            }
        }
        String patch = matcher.group(3);
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /** Whether both are of one series, such as 6.1. */
    public boolean isOfSeries(KernelVersion other) {
        return major == other.major && minor == other.minor;
    }

    @Override
    public int compareTo(KernelVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return patch == 0 ? major + "." + minor : major + "." + minor + "." + patch;
    }
}
