/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** A program that runs on the target while something else goes on; what it prints goes to standard error. */
final class TargetCommand implements AutoCloseable {

    /** How long is waited for what an ended program printed last: something that it left running may hold its output open. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final @Nullable TargetProcess process;
    private final List<Thread> pumps = new ArrayList<>();

    /** Starts it; an empty command is none. */
    TargetCommand(Connection connection, List<String> command, Console console) throws TargetException {
        if (command.isEmpty()) {
            process = null;
            return;
        }
        TargetProcess started = connection.start(command);
        process = started;
        pump(started.output(), console);
        pump(started.errors(), console);
    }

    private void pump(InputStream from, Console console) {
        Thread thread = new Thread(() -> {
            byte[] buffer = new byte[8192];
            try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    console.err().write(buffer, 0, read);
                    console.err().flush();
                }
            } catch (IOException ended) {
                // the program was ended, or the link broke; whoever waits for it learns that
                return;
            }
        }, "kprobes command");
        thread.setDaemon(true);
        thread.start();
        pumps.add(thread);
    }

    /** Whether there is a program and it has ended, or nobody can tell since the link broke. */
    boolean hasEnded() throws InterruptedException {
        TargetProcess running = process;
        try {
            return running != null && running.await(Duration.ZERO).isPresent();
        } catch (LinkException broken) {
            return true;
        }
    }

    /** Ends it, if it still runs; all that an ended one printed is on standard error then. */
    @Override
    public void close() {
        TargetProcess running = process;
        if (running == null) {
            return;
        }
        try {
            if (hasEnded()) {
                awaitPumps();
            }
            running.close();
            awaitPumps();
        } catch (InterruptedException interrupted) {
            running.close();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPumps() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread pump : pumps) {
            pump.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }
}
