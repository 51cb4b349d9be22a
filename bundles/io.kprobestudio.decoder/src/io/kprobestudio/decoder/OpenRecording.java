/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The CPUs of a recording while they are read: their sources, and the merge of their records. For one thread. */
final class OpenRecording implements AutoCloseable {

    private final List<CpuData.ClosableSource> sources = new ArrayList<>();
    private final RecordMerge merge;

    /**
     * Opens them.
     *
     * @param prepare told each source before it is read
     * @param notices told of missed events and damaged sub-buffers
     * @throws IOException when a file cannot be read; those that were opened are closed
     */
    OpenRecording(PageLayout layout, List<? extends CpuData> cpus, Consumer<CpuData.ClosableSource> prepare,
            RecordSink notices) throws IOException {
        boolean done = false;
        try {
            for (CpuData cpu : cpus) {
                CpuData.ClosableSource source = cpu.open(layout);
                sources.add(source);
                prepare.accept(source);
            }
            merge = new RecordMerge(layout, sources, notices);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Steps through the records of all CPUs. */
    RecordMerge merge() {
        return merge;
    }

    /** The CPUs' sources. */
    List<CpuData.ClosableSource> sources() {
        return sources;
    }

    @Override
    public void close() throws IOException {
        for (CpuData.ClosableSource source : sources) {
            source.close();
        }
    }
}
