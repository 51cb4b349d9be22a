/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;

/** How far a sequence was looked at, piece by piece. {@link #looked} may be asked by any thread; the rest belongs to one. */
final class RowProgress {

    private volatile long looked;

    /** Nothing was looked at yet; {@code begin} is the first row that will be. */
    RowProgress(long begin) {
        looked = begin;
    }

    /** The first row that was not looked at yet. */
    long looked() {
        return looked;
    }

    /**
     * Looks at some more rows; those that the sequence does not keep any more are left out.
     *
     * @param sequence the same sequence as before, or a later state of it
     * @param limit how many rows are looked at
     * @return whether there are more
     * @throws IOException when the recording cannot be read
     */
    boolean advance(EventSequence sequence, long limit, RowVisitor visitor) throws IOException {
        long from = Math.max(looked, sequence.first());
        long to = Math.min(sequence.end(), from + limit);
        sequence.read(from, to, visitor);
        looked = Math.max(looked, to);
        return to < sequence.end();
    }
}
