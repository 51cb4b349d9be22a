/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.recording.rows.StoredEvent;

/**
 * The latest events at one moment, oldest first. Immutable; costs no copy of the events.
 *
 * @param revision rises with each event
 * @param first the number of the first event, counted from 0 since the store was made: a row's identity
 * @param dropped events before {@code first} that the store no longer has
 * @param events the events; access by index is fast
 */
public record EventSnapshot(long revision, long first, long dropped, List<StoredEvent> events) {

    /** No events yet. */
    public static final EventSnapshot EMPTY = new EventSnapshot(0, 0, 0, List.of());

    /** A view of chunks that are only ever appended to. */
    static final class Chunks extends AbstractList<StoredEvent> implements RandomAccess {

        private final @Nullable StoredEvent[][] chunks;
        private final int size;

        Chunks(@Nullable StoredEvent[][] chunks, int size) {
            this.chunks = chunks;
            this.size = size;
        }

        @Override
        public StoredEvent get(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("index=" + index + " size=" + size);
            }
            @Nullable
            StoredEvent event = chunks[index / EventStore.CHUNK][index % EventStore.CHUNK];
            if (event == null) {
                throw new IllegalStateException("a chunk has a hole: index=" + index);
            }
            return event;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
