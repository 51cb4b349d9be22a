/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** A shell's command on a target while something is recorded; what it prints is let go, so that it never waits for a reader. */
final class MeanwhileCommand implements AutoCloseable {

    private final String text;
    private final @Nullable TargetProcess process;

    /** Starts it; an empty text is none. */
    MeanwhileCommand(Connection connection, String text) throws TargetException {
        this.text = text;
        TargetProcess started = text.isBlank() ? null : connection.start(List.of("sh", "-c", text)); //$NON-NLS-1$ //$NON-NLS-2$
        process = started;
        if (started != null) {
            drain(started.output());
            drain(started.errors());
        }
    }

    private static void drain(InputStream from) {
        Thread thread = new Thread(() -> {
            try {
                from.transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // the program was ended, or the link broke; whoever waits for it learns that
                return;
            }
        }, "kprobes command"); //$NON-NLS-1$
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether there is a command and it has ended. */
    boolean hasEnded() throws InterruptedException {
        return exit().isPresent();
    }

    private OptionalInt exit() throws InterruptedException {
        TargetProcess running = process;
        try {
            return running == null ? OptionalInt.empty() : running.await(Duration.ZERO);
        } catch (LinkException broken) {
            return OptionalInt.empty();
        }
    }

    /** A failed end in words; an empty text when there is none. */
    String complaint() throws InterruptedException {
        OptionalInt exit = exit();
        return exit.isPresent() && exit.getAsInt() != 0
                ? NLS.bind(Messages.Command_failed, text, Integer.valueOf(exit.getAsInt()))
                : ""; //$NON-NLS-1$
    }

    /** Ends it, if it still runs. */
    @Override
    public void close() {
        TargetProcess running = process;
        if (running != null) {
            running.close();
        }
    }
}
