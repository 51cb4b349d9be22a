/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/**
 * A refresh that runs at most every {@value #INTERVAL_MILLIS} ms, however often it is requested. The first request after a
 * pause runs at once, the last request always leads to a run.
 */
public final class Refresh {

    /** The shortest time between two runs, in milliseconds. */
    public static final int INTERVAL_MILLIS = 100;

    private final Display display;
    private final Widget owner;
    private final Runnable update;
    private final AtomicBoolean requested = new AtomicBoolean();
    /* When the last run ended, by System.nanoTime; UI thread only. */
    private long lastRun = System.nanoTime() - INTERVAL_MILLIS * 1_000_000L;

    Refresh(Display display, Widget owner, Runnable update) {
        this.display = display;
        this.owner = owner;
        this.update = update;
    }

    /** Requests a run. Any thread. */
    public void request() {
        if (requested.compareAndSet(false, true) && !display.isDisposed()) {
            display.asyncExec(this::schedule);
        }
    }

    private void schedule() {
        if (owner.isDisposed()) {
            return;
        }
        long elapsed = (System.nanoTime() - lastRun) / 1_000_000L;
        if (elapsed >= INTERVAL_MILLIS) {
            run();
        } else {
            display.timerExec((int) (INTERVAL_MILLIS - elapsed), this::run);
        }
    }

    private void run() {
        if (owner.isDisposed()) {
            return;
        }
        requested.set(false);
        try {
            update.run();
        } finally {
            lastRun = System.nanoTime();
        }
    }
}
