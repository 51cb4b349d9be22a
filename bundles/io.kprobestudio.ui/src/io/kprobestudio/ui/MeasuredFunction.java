/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.List;

/** The two probes by which calls of a function are measured. */
public final class MeasuredFunction {

    private MeasuredFunction() {
    }

    /** The definitions of the probes on a function's entry and return. */
    public static List<String> definitions(String function) {
        String name = function.strip();
        String event = name.replaceAll("[^A-Za-z0-9_]", "_"); //$NON-NLS-1$ //$NON-NLS-2$
        return List.of("p:" + event + "_in " + name, //$NON-NLS-1$ //$NON-NLS-2$
                "r" + StudioSettings.now().returnsAtOnce() + ":" + event + "_out " + name); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }
}
