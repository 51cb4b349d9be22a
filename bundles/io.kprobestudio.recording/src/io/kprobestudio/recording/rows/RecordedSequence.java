/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;
import java.util.Optional;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceMetadata;

/** The events of a recording on disk: each row is read where it stands, and nothing is kept in memory but the index. */
public final class RecordedSequence implements EventSequence {

    private final RecordingReader reader;
    private final RecordingIndex index;
    private final EventDecoder decoder;

    /** Makes a sequence of a recording and its index. */
    public RecordedSequence(RecordingReader reader, RecordingIndex index) {
        this.reader = reader;
        this.index = index;
        decoder = new EventDecoder(reader.metadata());
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public long end() {
        return index.rows();
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<TraceMetadata> metadata() {
        return Optional.of(reader.metadata());
    }

    @Override
    public void read(long from, long to, RowVisitor visitor) throws IOException {
        long begin = Math.max(0, from);
        long[] row = { begin };
        reader.readRows(index, begin, to - begin, (cpu, time, buffer, offset, length) -> visitor.row(row[0]++, decoder,
                cpu, time, buffer, offset, length));
    }

    @Override
    public long rowAt(long time) throws IOException {
        return reader.rowAt(index, time);
    }
}
