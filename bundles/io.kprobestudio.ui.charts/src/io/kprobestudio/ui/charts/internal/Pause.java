/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.time.Duration;
import org.eclipse.swt.widgets.Control;

/** Keeps work that events ask for as they come in apart, and asks for it once more when nothing comes any more. UI thread only. */
final class Pause {

    private static final int SHORTEST_MILLIS = 100;

    private final Control owner;
    private final long nanos;
    /* One, so that the display knows it again and runs it once. */
    private final Runnable again;
    private boolean begun;
    private long since;

    /**
     * Makes a pause that is over.
     *
     * @param owner nothing is asked for after its disposal
     * @param work what is asked for
     */
    Pause(Control owner, Duration length, Runnable work) {
        this.owner = owner;
        nanos = length.toNanos();
        again = () -> {
            if (!owner.isDisposed()) {
                work.run();
            }
        };
    }

    /** Begins it anew. */
    void begin() {
        begun = true;
        since = System.nanoTime();
    }

    /** Ends it. */
    void end() {
        begun = false;
    }

    boolean isOver() {
        return rest() <= 0;
    }

    private long rest() {
        return begun ? nanos - (System.nanoTime() - since) : 0;
    }

    /** Asks for the work when it is over, or soon. */
    void askLater() {
        owner.getDisplay().timerExec((int) Math.max(SHORTEST_MILLIS, rest() / 1_000_000), again);
    }
}
