/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Widget;

/**
 * What a view reads on a thread of its own, so that the user never waits: of what is asked for the newest alone is read to its end.
 * Any thread.
 */
public final class LatestWork {

    private final Consumer<String> failed;
    private final ExecutorService thread;
    private final AtomicLong newest = new AtomicLong();

    /** What is read. */
    @FunctionalInterface
    public interface Reading {

        /**
         * Reads on the thread.
         *
         * @param outdated whether something newer was asked for, and this may end
         * @throws IOException when a recording cannot be read
         */
        void run(BooleanSupplier outdated) throws IOException;
    }

    /**
     * Makes a thread.
     *
     * @param name the thread's
     * @param owner the widget with which it ends
     * @param failed gets the words of a failure, on the thread
     */
    public LatestWork(String name, Widget owner, Consumer<String> failed) {
        this.failed = failed;
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        owner.addListener(SWT.Dispose, event -> {
            cancel();
            thread.shutdown();
        });
    }

    /** Ends what is read, soon. */
    public void cancel() {
        newest.incrementAndGet();
    }

    /** Reads something in place of what is read. */
    public void start(Reading reading) {
        long mine = newest.incrementAndGet();
        BooleanSupplier outdated = () -> newest.get() != mine;
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            if (outdated.getAsBoolean()) {
                return;
            }
            try {
                reading.run(outdated);
            } catch (IOException unreadable) {
                failed.accept(String.valueOf(unreadable.getMessage()));
            } catch (RuntimeException broken) {
                ILog.of(LatestWork.class).error("reading events failed", broken); //$NON-NLS-1$
            }
        });
    }
}
