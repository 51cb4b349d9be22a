/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.recording.rows.StoredEvent;

/**
 * Keeps the latest events in memory, up to a bound, for views to pull. Adding is cheap and never waits for a reader.
 * Thread-safe.
 */
public final class EventStore {

    /** Events that are dropped at once when the bound is reached. */
    static final int CHUNK = 4096;

    private final int mostChunks;
    private final Deque<@Nullable StoredEvent[]> chunks = new ArrayDeque<>();
    private long first;
    private int lastUsed = CHUNK;
    private long revision;
    private EventSnapshot latest = EventSnapshot.EMPTY;

    /**
     * Makes an empty store.
     *
     * @param capacity how many events are kept at the most, 1 or more; rounded up to whole chunks of 4,096
     */
    public EventStore(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a store keeps one event at least, capacity=" + capacity);
        }
        mostChunks = Math.max(2, (capacity + CHUNK - 1) / CHUNK);
    }

    /**
     * Adds an event behind all others.
     *
     * @return its number, counted from 0 since the store was made
     */
    public synchronized long add(StoredEvent event) {
        if (lastUsed == CHUNK) {
            if (chunks.size() == mostChunks) {
                chunks.removeFirst();
                first += CHUNK;
            }
            chunks.addLast(new @Nullable StoredEvent[CHUNK]);
            lastUsed = 0;
        }
        chunks.getLast()[lastUsed++] = event;
        revision++;
        return first + size() - 1;
    }

    /** Forgets all events; numbering goes on. */
    public synchronized void clear() {
        first += size();
        chunks.clear();
        lastUsed = CHUNK;
        revision++;
    }

    private int size() {
        return chunks.isEmpty() ? 0 : (chunks.size() - 1) * CHUNK + lastUsed;
    }

    /** The events now. The same object as before when nothing changed. */
    public synchronized EventSnapshot snapshot() {
        if (latest.revision() != revision) {
            latest = new EventSnapshot(revision, first, first,
                    new EventSnapshot.Chunks(chunks.toArray(new @Nullable StoredEvent[0][]), size()));
        }
        return latest;
    }

    /** Rises with each change; cheap to ask. */
    public synchronized long revision() {
        return revision;
    }

    /** How many events fell out at the old end or were cleared. */
    public synchronized long dropped() {
        return first;
    }
}
