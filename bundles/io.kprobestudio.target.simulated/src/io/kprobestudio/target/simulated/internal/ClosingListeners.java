/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;

/** Whether a connection has ended, why, and who wants to know. Thread-safe. */
final class ClosingListeners {

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable String reason;

    /** Why it ended, or null while it is open. */
    synchronized @Nullable String reason() {
        return reason;
    }

    /** Ends it; only the first reason counts. */
    void close(String why) {
        List<Consumer<String>> told;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(listener -> listener.accept(why));
    }

    /** Tells when it ends, at once when it has. */
    Subscription subscribe(Consumer<String> listener) {
        String ended;
        synchronized (this) {
            ended = reason;
            if (ended == null) {
                listeners.add(listener);
            }
        }
        if (ended != null) {
            listener.accept(ended);
        }
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }
}
