/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Subscription;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.core.runtime.ILog;

/** Those who want to know that something changed. Thread-safe; a listener that throws does not break the rest. */
public final class Listeners {

    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener until the subscription is closed. */
    public Subscription add(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells everybody. */
    public void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException broken) {
                ILog.of(Listeners.class).error("a listener failed", broken); //$NON-NLS-1$
            }
        }
    }
}
