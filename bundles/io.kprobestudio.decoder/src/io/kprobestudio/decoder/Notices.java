/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Counts what reading meets beside records, and passes it on. For one thread at a time. */
final class Notices implements RecordSink {

    private static final int MAX_REPORTS = 1000;

    private final RecordSink to;
    private final List<CorruptSubBuffer> corrupt = new ArrayList<>();
    private long damaged;
    private long missed;
    private long gaps;

    /** @param to is told of all of it */
    Notices(RecordSink to) {
        this.to = to;
    }

    @Override
    public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
        throw new IllegalStateException("records are merged");
    }

    @Override
    public void missed(int cpu, long count) {
        gaps++;
        missed += Math.max(0, count);
        to.missed(cpu, count);
    }

    @Override
    public void corrupt(CorruptSubBuffer problem) {
        damaged++;
        if (corrupt.size() < MAX_REPORTS) {
            corrupt.add(problem);
        }
        to.corrupt(problem);
    }

    /** Counts what was met behind this. */
    void add(Notices behind) {
        gaps += behind.gaps;
        missed += behind.missed;
        damaged += behind.damaged;
        for (int i = 0; i < behind.corrupt.size() && corrupt.size() < MAX_REPORTS; i++) {
            corrupt.add(behind.corrupt.get(i));
        }
    }

    ReadSummary summary(long records) {
        return new ReadSummary(records, missed, gaps, corrupt, damaged);
    }
}
