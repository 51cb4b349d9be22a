/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.eclipse.jdt.annotation.Nullable;

/** One CPU's sub-buffers in their order. For one thread at a time. */
public interface SubBufferSource {

    /** The CPU. */
    int cpu();

    /**
     * Moves to the next sub-buffer. What {@link #buffer()} gave before stays readable.
     *
     * @return false when there is none
     * @throws IOException when the file cannot be read
     */
    boolean next() throws IOException;

    /** Holds the sub-buffer, in the layout's byte order. */
    ByteBuffer buffer();

    /** Where the sub-buffer begins in the buffer. */
    int offset();

    /** Bytes of it that are there: the layout's size, fewer where the file is cut off. */
    int available();

    /** Where it begins in the CPU's stream, or in the file that holds it. */
    long position();

    /** Why the stream ended before its end, or null. */
    default @Nullable String problem() {
        return null;
    }
}
