/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import io.kprobestudio.target.Progress;

/** Shows steps on a terminal in one line that is written over; shows nothing elsewhere. */
final class TerminalProgress implements Progress {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Console console;
    private volatile boolean cancelled;
    private boolean shown;

    TerminalProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void report(String step) {
        if (console.terminal()) {
            console.err().print(CLEAR_LINE + step + " ...");
            console.err().flush();
            shown = true;
        }
    }

    /** Takes the line away, before something else is printed. */
    synchronized void clear() {
        if (shown) {
            console.err().print(CLEAR_LINE);
            console.err().flush();
            shown = false;
        }
    }

    /** Lets the work stop at its next look. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
