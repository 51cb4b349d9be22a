/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.ProbeKey;
import java.util.List;

/**
 * A probe's counts over time, oldest first.
 *
 * @param key the probe
 * @param returns whether it fires on return
 * @param points its samples
 */
public record HitTrace(ProbeKey key, boolean returns, List<HitPoint> points) {

    /** Copies the list. */
    public HitTrace {
        points = List.copyOf(points);
    }
}
