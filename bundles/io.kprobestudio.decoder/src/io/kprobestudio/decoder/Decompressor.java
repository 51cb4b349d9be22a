/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;

/** Expands one compressed chunk. Implementations may be used by one thread at a time. */
@FunctionalInterface
public interface Decompressor {

    /**
     * Expands a chunk.
     *
     * @param compressed the chunk, from position to limit
     * @param expanded   takes the result from its position on; its remaining size is what the file says it needs
     * @throws TraceDataException when the chunk is damaged or its content has another size
     */
    void decompress(ByteBuffer compressed, ByteBuffer expanded) throws TraceDataException;
}
