/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The end of a connection, which happens once and is told to all who asked: what a provider needs for
 * {@link Connection#onClosed}. Thread-safe; listeners are called outside of any lock.
 */
public final class ConnectionEnd {

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable String reason;

    /**
     * Ends the connection and tells the listeners, on this thread; what they throw is dropped.
     *
     * @param why the reason in words
     * @return whether this was the first call: only its reason counts
     */
    public boolean end(String why) {
        List<Consumer<String>> told;
        synchronized (this) {
            if (reason != null) {
                return false;
            }
            reason = why;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        for (Consumer<String> listener : told) {
            try {
                listener.accept(why);
            } catch (RuntimeException bad) {
                // one bad listener does not break the rest
                continue;
            }
        }
        return true;
    }

    /** Why it ended, or null while it is open. */
    public synchronized @Nullable String reason() {
        return reason;
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return reason() != null;
    }

    /**
     * Tells of the end; see {@link Connection#onClosed}.
     *
     * @param listener called once with the reason; at once, on this thread, when it has ended already
     * @return closes the subscription
     */
    public Subscription onEnd(Consumer<String> listener) {
        String over;
        synchronized (this) {
            over = reason;
            if (over == null) {
                listeners.add(listener);
            }
        }
        if (over != null) {
            listener.accept(over);
        }
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }
}
