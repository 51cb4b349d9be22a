/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

/** The story on the simulated target, whose own workload hits the probed functions. */
public class SimulatedProbeStoryTest extends ProbeStory {

    /** Made by JUnit. */
    public SimulatedProbeStoryTest() {
        super("sim:");
    }

    @Override
    void hit() {
        // the simulated workload runs all the time
    }
}
