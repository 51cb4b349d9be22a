/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.time.Duration;

/**
 * A running drain. It dies with its connection, so that it never takes events that belong to a later session. Thread-safe.
 */
public interface Drain extends AutoCloseable {

    /** How the drain reads. */
    DrainMode mode();

    /**
     * Whether the drain has ended: it was finished or closed, or it ended by itself, as when the link broke or the target
     * switched our events off since it heard nothing from us or saw too many of them. {@link #finish} tells the reason then.
     */
    default boolean hasEnded() {
        return false;
    }

    /** How many bytes came over the link so far, padding and framing included. */
    long transferred();

    /**
     * Reads what is left in the buffers and ends. To be called after the events were disabled, else there is always more.
     *
     * @param timeout how long to read on at the most
     * @throws TargetException when the link broke or the time was not enough; what came until then went to the sink
     * @throws InterruptedException when the waiting thread was interrupted
     */
    void finish(Duration timeout) throws TargetException, InterruptedException;

    /** Ends the drain where it stands. Never throws; closing twice is harmless. */
    @Override
    void close();
}
