/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.file.Path;

/**
 * Where a CPU's sub-buffers stand.
 *
 * @param cpu  the CPU
 * @param file the file
 * @param from its first byte in the file
 * @param size bytes
 */
record CpuFile(int cpu, Path file, long from, long size) {
}
