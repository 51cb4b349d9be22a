/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Subscription;

/** The end of a connection, which happens once and is told to all who asked. Thread-safe. */
final class Ending {

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable String reason;

    /** Ends; only the first reason counts. */
    void end(String why) {
        List<Consumer<String>> told;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        for (Consumer<String> listener : told) {
            listener.accept(why);
        }
    }

    synchronized boolean isOver() {
        return reason != null;
    }

    Subscription onEnd(Consumer<String> listener) {
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
