/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.Locale;

/** Times as the kernel prints them. */
final class KernelTime {

    private static final int MICROSECONDS = 1_000_000;

    private KernelTime() {
    }

    /** Seconds since the boot, to the microsecond, in 12 columns: {@code "  142.610000"}. */
    static String seconds(long microseconds) {
        return String.format(Locale.ROOT, "%5d.%06d", microseconds / MICROSECONDS, microseconds % MICROSECONDS);
    }
}
