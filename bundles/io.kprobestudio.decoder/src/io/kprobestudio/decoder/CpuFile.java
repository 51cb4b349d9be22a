/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A CPU's sub-buffers as they stand in a file.
 *
 * @param cpu  the CPU
 * @param file the file
 * @param from its first byte in the file
 * @param size bytes
 * @param windows what of it is mapped
 */
record CpuFile(int cpu, Path file, long from, long size, FileWindows windows) implements CpuData {

    CpuFile(int cpu, Path file, long from, long size) {
        this(cpu, file, from, size, new FileWindows());
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public ClosableSource open(PageLayout layout) throws IOException {
        return new FileSubBuffers(this, layout);
    }
}
