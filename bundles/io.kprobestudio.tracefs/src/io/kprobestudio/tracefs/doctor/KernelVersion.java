/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's version.
 *
 * @param release as the kernel writes it, such as {@code 6.1.0-50-armmp}; empty when it is not known
 * @param major the first number, 0 when it is not known
 * @param minor the second number
 */
record KernelVersion(String release, int major, int minor) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    static KernelVersion of(String release) {
        Matcher matcher = NUMBERS.matcher(release);
        return matcher.matches()
                ? new KernelVersion(release, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new KernelVersion(release, 0, 0);
    }

    /** Whether this is that version or a later one; a version that is not known counts as late. */
    boolean from(int thatMajor, int thatMinor) {
        return major == 0 || major > thatMajor || major == thatMajor && minor >= thatMinor;
    }

    /** The option of kprobe events: renamed by "Rename CONFIG_[UK]PROBE_EVENT to CONFIG_[UK]PROBE_EVENTS" in 4.11. */
    String kprobeEventsOption() {
        return from(4, 11) ? "CONFIG_KPROBE_EVENTS" : "CONFIG_KPROBE_EVENT";
    }
}
