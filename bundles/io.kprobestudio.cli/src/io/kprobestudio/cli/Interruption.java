/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in good order when the user presses Ctrl-C, or the process is asked to end: the command is told, and
 * the process waits until it has put things back.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code;
    private volatile boolean interrupted;

    /**
     * Begins to listen.
     *
     * @param console flushed at the end
     * @param onInterrupt run when the process is asked to end, on a thread of its own
     */
    Interruption(Console console, Runnable onInterrupt) {
        hook = new Thread(() -> {
            interrupted = true;
            onInterrupt.run();
            asked.countDown();
            try {
                done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                console.out().flush();
            } catch (InterruptedException | IOException ending) {
                code = Kprobes.REFUSED;
            }
            // An exit code of its own: what Ctrl-C ended in good order was done.
            Runtime.getRuntime().halt(code);
        }, "kprobes interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process was asked to end. */
    boolean isAsked() {
        return interrupted;
    }

    /** Waits until the process is asked to end, so long at the most. */
    boolean await(long millis) throws InterruptedException {
        return asked.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** Tells waiting threads that it is over, as Ctrl-C would; the process goes on. */
    void end() {
        asked.countDown();
    }

    /** The exit code, should the process have been asked to end. */
    void code(int exitCode) {
        code = exitCode;
    }

    /** All is put back: a process that was asked to end does so now. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook is running; it ends the process
            return;
        }
    }
}
