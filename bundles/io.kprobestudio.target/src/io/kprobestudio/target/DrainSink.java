/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.nio.ByteBuffer;

/**
 * Gets what a drain reads. Called by one thread at a time for each CPU, in the order of the CPU's stream; calls for
 * different CPUs may come at once. A slow sink slows the drain down: nothing is queued without bound.
 */
@FunctionalInterface
public interface DrainSink {

    /**
     * Takes bytes of a CPU's stream of sub-buffers. A call may bring parts of sub-buffers, cut anywhere: what the target
     * read short is already padded with zeros, so that each sub-buffer takes its full size in the stream.
     *
     * @param cpu the CPU
     * @param bytes valid during the call only
     */
    void accept(int cpu, ByteBuffer bytes);
}
