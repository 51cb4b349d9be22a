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

    /** Whether any of its sub-buffers is reached as quickly as the next one. */
    default boolean isDirect() {
        return false;
    }

    /** Begins reading. */
    ClosableSource open(PageLayout layout) throws IOException;

    /** Sub-buffers that hold a file open. */
    interface ClosableSource extends SubBufferSource, AutoCloseable {
        /** Makes the sub-buffer at this place in the file the next one. */
        void seek(long place) throws IOException;

        /** What is at this place and behind it will hardly be read. */
        default void until(long place) {
            // a source may read further all the same
        }

        /** From now on a buffer may be overwritten once the source has gone on from its last sub-buffer. */
        default void reuse() {
            // a source may give a new one each time all the same
        }

        /** Little of each record will be looked at: it need not be copied. */
        default void skim() {
            // a source may copy all the same
        }

        @Override
        void close() throws IOException;
    }
}
