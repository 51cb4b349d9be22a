/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

/**
 * A task: a process, or a thread of the kernel.
 *
 * @param pid its number
 * @param comm its name, at most 15 characters
 * @param priority as the scheduler's events show it, 120 for most
 */
public record Task(int pid, String comm, int priority) {

    public Task {
        if (comm.length() > 15) {
            comm = comm.substring(0, 15);
        }
    }

    /** Where its kernel stack ends, grown downwards from the top. */
    public long stackTop(long kernelBase) {
        return kernelBase == 0xc0000000L ? 0xf0800000L + (pid & 0xffffL) * 0x4000 + 0x2000
                : 0x9d000000L + (pid & 0xfffL) * 0x2000 + 0x2000;
    }
}
