/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.KernelVersion;

/**
 * What differs between the simulated kernels beyond their definitions' grammar, which is the dialect's.
 *
 * @param version the kernel's version
 * @param instances tracing instances (3.10)
 * @param triggers {@code trigger} files (3.14)
 * @param hist {@code hist} files; the configurations of 6.1 and later here have them
 * @param tracefs tracing is mounted at /sys/kernel/tracing too (4.1)
 * @param errorLog {@code error_log} (5.2)
 * @param dynamicEvents {@code dynamic_events} (5.0)
 * @param hitsWithRecords hits are counted where an entry probe's record is written, and returns not at all (until 3.9)
 * @param faultsAreMisses a fetch that faults counts as a miss of the probes at that address (32-bit ARM until 5.13)
 * @param returnMissesShown the losses of a return probe are in {@code kprobe_profile} (4.5)
 * @param returnIrqsOff return handlers run with interrupts off (until 5.15, on ARM)
 * @param fiveFlags text lines have a flag for disabled migration (5.17)
 * @param removalClears removing an event that was ever enabled empties the buffers that may hold its records
 * @param defaultMaxactive how many returns may be pending where a definition does not say
 * @param actualSizes the sizes of buffers are shown as they are, in whole pages, not as they were asked for (seen on 5.10 and later)
 * @param reusesEventIds a new event gets the least ID that is free, at once (seen on 6.12 and 7.2; 6.1 counts on)
 * @param returnStackOopses a return probe that reads a word of the stack makes the kernel oops when it is hit (seen on 7.2)
 */
public record KernelProfile(KernelVersion version, boolean instances, boolean triggers, boolean hist, boolean tracefs,
        boolean errorLog, boolean dynamicEvents, boolean hitsWithRecords, boolean faultsAreMisses,
        boolean returnMissesShown, boolean returnIrqsOff, boolean fiveFlags, boolean removalClears,
        int defaultMaxactive, boolean actualSizes, boolean reusesEventIds, boolean returnStackOopses) {

    /** The profile of a kernel version on ARM. */
    public static KernelProfile of(KernelVersion version) {
        boolean modern = version.atLeast(6, 0);
        return new KernelProfile(version, version.atLeast(3, 10), version.atLeast(3, 14), modern, version.atLeast(4, 1),
                version.atLeast(5, 2), version.atLeast(5, 0), !version.atLeast(3, 10), !version.atLeast(5, 14),
                version.atLeast(4, 5), !version.atLeast(5, 15), version.atLeast(5, 17), version.atLeast(4, 19),
                version.atLeast(5, 11) ? 10 : 4, version.atLeast(5, 10), version.atLeast(6, 2),
                version.atLeast(7, 0));
    }

    /** Where the kernel image begins: user memory ends there. */
    public long kernelBase() {
        return version.atLeast(4, 0) ? 0xc0000000L : 0x80000000L;
    }
}
