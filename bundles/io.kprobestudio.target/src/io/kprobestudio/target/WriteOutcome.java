/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What the kernel made of one write of a batch.
 *
 * @param write the write
 * @param failure the refusal, or null when the kernel took it
 */
public record WriteOutcome(FileWrite write, @Nullable FileException failure) {

    /** Whether the kernel took the write. */
    public boolean accepted() {
        return failure == null;
    }
}
