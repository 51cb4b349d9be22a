/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.List;

/**
 * What a drain reads.
 *
 * @param instance the absolute path of the tracing instance, such as {@code /sys/kernel/tracing/instances/kps_0a1b2c3d};
 *        the drain reads {@code per_cpu/cpuN/trace_pipe_raw} under it
 * @param cpus the CPUs, each 0 or more
 * @param subBufferSize the size of a sub-buffer of that instance in bytes, 4096 or a power of two above
 */
public record DrainRequest(String instance, List<Integer> cpus, int subBufferSize) {

    /** Copies the list and checks the sizes. */
    public DrainRequest {
        cpus = List.copyOf(cpus);
        if (!instance.startsWith("/")) {
            throw new IllegalArgumentException("path is not absolute: instance=" + instance);
        }
        if (subBufferSize < 4096 || Integer.bitCount(subBufferSize) != 1) {
            throw new IllegalArgumentException("not a sub-buffer's size: subBufferSize=" + subBufferSize);
        }
    }

    /** The file that is read for a CPU. */
    public String file(int cpu) {
        return instance + "/per_cpu/cpu" + cpu + "/trace_pipe_raw";
    }
}
