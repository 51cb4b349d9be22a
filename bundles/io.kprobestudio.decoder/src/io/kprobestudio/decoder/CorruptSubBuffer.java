/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/**
 * Where a CPU's bytes do not make a sub-buffer.
 *
 * @param cpu      the CPU
 * @param position of the sub-buffer in the CPU's stream or file, in bytes
 * @param offset   inside the sub-buffer, where the damage was seen
 * @param reason   what is wrong there, with the value
 */
public record CorruptSubBuffer(int cpu, long position, int offset, String reason) {

    @Override
    public String toString() {
        return "cpu=" + cpu + " position=" + position + " offset=" + offset + ": " + reason;
    }
}
