/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes each record of a sub-buffer to a sink. For one thread at a time; keeps no state between sub-buffers. */
public final class RecordWalker {

    private final RecordCursor cursor;
    private final PageLayout layout;

    /** A walker for sub-buffers of this layout. */
    public RecordWalker(PageLayout layout) {
        this.layout = layout;
        cursor = new RecordCursor(layout);
    }

    /**
     * Walks one sub-buffer.
     *
     * @param cpu      its CPU
     * @param page     in the layout's byte order
     * @param offset   where the sub-buffer begins in it
     * @param position of the sub-buffer in the CPU's stream, for reports
     * @param sink     gets missed events first, then the records, then damage
     * @return whether the sub-buffer was sound
     */
    public boolean walk(int cpu, ByteBuffer page, int offset, long position, RecordSink sink) {
        cursor.reset(page, offset, Math.min(layout.size(), page.limit() - offset));
        if (cursor.missed() != 0) {
            sink.missed(cpu, cursor.missed());
        }
        cursor.forEach(cpu, sink);
        String problem = cursor.problem();
        if (problem != null) {
            sink.corrupt(new CorruptSubBuffer(cpu, position, cursor.problemOffset(), problem));
            return false;
        }
        return true;
    }

    /** Walks all sub-buffers of a source; returns how many records were in them. */
    long walkAll(SubBufferSource source, RecordSink sink, RecordSink notices) throws IOException {
        long records = 0;
        while (source.next()) {
            cursor.reset(source.buffer(), source.offset(), source.available());
            if (cursor.missed() != 0) {
                notices.missed(source.cpu(), cursor.missed());
            }
            records += cursor.forEach(source.cpu(), sink);
            String problem = cursor.problem();
            if (problem != null) {
                notices.corrupt(new CorruptSubBuffer(source.cpu(), source.position(), cursor.problemOffset(), problem));
            }
        }
        String broken = source.problem();
        if (broken != null) {
            notices.corrupt(new CorruptSubBuffer(source.cpu(), source.position(), 0, broken));
        }
        return records;
    }
}
