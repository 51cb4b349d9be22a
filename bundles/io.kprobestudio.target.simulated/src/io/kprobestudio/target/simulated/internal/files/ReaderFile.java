/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import java.util.function.IntFunction;

import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.TraceArray;

/**
 * A file that takes what is recorded out of a buffer as it is read; while it is open, its array has a reader.
 *
 * @param taking what a read of so many bytes at the most gives
 */
record ReaderFile(SimulatedKernel kernel, TraceArray array, IntFunction<byte[]> taking) implements Node.StreamFile {

    @Override
    public byte[] readNow(int limit) {
        byte[] bytes = taking.apply(limit);
        if (bytes.length > 0) {
            kernel.changed();
        }
        return bytes;
    }

    @Override
    public void keepOpen() {
        array.readerCame();
    }

    @Override
    public void letGo() {
        array.readerWent();
    }
}
