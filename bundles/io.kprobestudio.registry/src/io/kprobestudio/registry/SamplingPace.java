/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.time.Duration;
import java.util.Map;

import io.kprobestudio.tracefs.KprobeProfile;

/**
 * How often the kernel's counts are read. Each look costs a target something, and none is worth much while nothing moves: a
 * while after the last change the looks become rarer, and at the first that shows a change they are back at their interval.
 * For one thread, but for {@link #stir}.
 */
public final class SamplingPace {

    /**
     * What costs a board of a gigahertz, over SSH and beside a recording that waits, less than 2 % of a core ({@code tests/board/load});
     * at 4 s it is 2 %.
     */
    public static final Duration SLOWEST = Duration.ofSeconds(6);

    /** Looks that find nothing new before they become rarer. */
    private static final int PATIENCE = 5;

    private final Duration slowest;
    private Map<ProbeKey, KprobeProfile.Counts> before = Map.of();
    private int unchanged;
    private volatile boolean stirred;

    /**
     * Makes a pace.
     *
     * @param slowest how long it is between two looks at the most, unless the interval itself is longer
     */
    public SamplingPace(Duration slowest) {
        this.slowest = slowest;
    }

    /**
     * Takes what a look found.
     *
     * @param now the counts
     */
    public void took(HitCounts now) {
        boolean moved = !now.byEvent().equals(before) || stirred;
        stirred = false;
        before = now.byEvent();
        unchanged = moved ? 0 : unchanged + 1;
    }

    /** Something happened that lets counts move: the next looks come at their interval again. For any thread. */
    public void stir() {
        stirred = true;
    }

    /**
     * How long to wait for the next look.
     *
     * @param interval the time between two looks while counts move
     */
    public Duration next(Duration interval) {
        int doublings = stirred ? 0 : Math.min(16, Math.max(0, unchanged - PATIENCE));
        Duration slower = interval.multipliedBy(1L << doublings);
        Duration most = interval.compareTo(slowest) > 0 ? interval : slowest;
        return slower.compareTo(most) > 0 ? most : slower;
    }
}
