/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The lock of a board's state, between the threads of this process and between processes. The system keeps such locks by
 * process and file: when any channel of the process to the file is closed, all its locks on it are gone. So there is one
 * channel a file in the whole process, which stays open, and an interrupt, which would close it, waits until the lock is had.
 */
final class StateLock {

    private static final Map<Path, StateLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads = new ReentrantLock(true);
    private @Nullable FileChannel channel;
    private @Nullable FileLock held;

    private StateLock(Path file) {
        this.file = file;
    }

    /** The one lock of a file. */
    static StateLock of(Path file) {
        return LOCKS.computeIfAbsent(file.toAbsolutePath().normalize(), StateLock::new);
    }

    /** Waits for the lock and takes it. */
    void acquire() throws IOException {
        threads.lock();
        boolean interrupted = Thread.interrupted();
        try {
            while (held == null) {
                try {
                    held = open().lock();
                } catch (FileLockInterruptionException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } catch (IOException e) {
            threads.unlock();
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel known = channel;
        if (known == null || !known.isOpen()) {
            Files.createDirectories(file.getParent());
            known = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            channel = known;
        }
        return known;
    }

    /** Gives the lock up. */
    void release() throws IOException {
        FileLock lock = held;
        held = null;
        try {
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } finally {
            threads.unlock();
        }
    }
}
