/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.RecordingSetRows;
import io.kprobestudio.decoder.TraceMetadata;

/** The events of several targets' recordings on disk in one order; their times are the common ones. */
public final class MergedSequence implements EventSequence {

    private final RecordingSetRows rows;
    private final List<String> targets;
    private final List<EventDecoder> decoders;

    /** Makes a sequence of a set's rows. */
    public MergedSequence(RecordingSetRows rows) {
        this.rows = rows;
        targets = rows.set().members().stream().map(RecordingSet.Member::name).toList();
        decoders = rows.set().members().stream().map(member -> new EventDecoder(member.reader().metadata())).toList();
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public long end() {
        return rows.rows();
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    /** What is known of the first target's kernel, whose clock is the common one. */
    @Override
    public Optional<TraceMetadata> metadata() {
        return Optional.of(decoders.get(0).metadata());
    }

    @Override
    public List<String> targets() {
        return targets;
    }

    @Override
    public long step() {
        return rows.set().step();
    }

    @Override
    public int target(EventDecoder decoder) {
        return Math.max(0, decoders.indexOf(decoder));
    }

    @Override
    public void read(long from, long to, RowVisitor visitor) throws IOException {
        long begin = Math.max(0, from);
        long[] row = { begin };
        rows.read(begin, to - begin, (member, common, cpu, time, buffer, offset, length) -> visitor.row(row[0]++,
                decoders.get(member), cpu, common, buffer, offset, length));
    }

    @Override
    public long rowAt(long time) throws IOException {
        return rows.rowAt(time);
    }
}
