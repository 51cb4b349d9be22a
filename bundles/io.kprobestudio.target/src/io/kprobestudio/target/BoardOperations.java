/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/**
 * What can be done to a board beyond its files: what a person, another program or the kernel itself would do. The
 * simulated board offers it; tests and {@code kprobes tracefs} use it. Each call answers with an errno, 0 for success.
 */
public interface BoardOperations {

    /** Makes the kernel run a function so often, through the system call that leads to it; ENOSYS (38) when none does. */
    int call(String symbol, int times);

    /** Loads a module by name; ENOENT (2) when the board has none of that name, EEXIST (17) when it is loaded. */
    int loadModule(String name);

    /** Unloads a module; ENOENT (2) when it is not loaded. */
    int unloadModule(String name);

    /** Opens or closes a perf event on {@code group/event}, which holds the probe for profiling. */
    int perf(String event, boolean on);

    /** Lets the board's own workload run for some simulated time, in nanoseconds. */
    void run(long nanoseconds);
}
