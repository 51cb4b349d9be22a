/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.file.Path;

/** A CPU's sub-buffers, to be opened as often as they are read. */
interface CpuData {

    /** The CPU. */
    int cpu();

    /** Bytes of sub-buffers; compressed ones where they are. */
    long size();

    /** The file that holds them. */
    Path file();

    /** Begins reading. */
    ClosableSource open(PageLayout layout) throws IOException;

    /** Sub-buffers that hold a file open. */
    interface ClosableSource extends SubBufferSource, AutoCloseable {
        /** Makes the sub-buffer at this place in the file the next one. */
        void seek(long place) throws IOException;

        @Override
        void close() throws IOException;
    }
}
