/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Keeps other threads and other processes of this machine out while one works on files. The lock is a file of its own that
 * holds nothing: POSIX gives a lock to a whole process, and takes it away as soon as the process closes any descriptor of that
 * file (fcntl(2)), so that the file that is worked on cannot carry it. Thread-safe.
 */
public final class FileGuard {

    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    private static final long PAUSE_MILLIS = 20;

    private final Path file;
    private final ReentrantLock threads;

    /** A guard by a file, which is made when it is first held, for its owner alone. Its folder has to be there. */
    public FileGuard(Path file) {
        this.file = file.toAbsolutePath().normalize();
        threads = THREADS.computeIfAbsent(this.file, made -> new ReentrantLock());
    }

    /** What is held until it is closed, by the thread that took it. */
    public final class Held implements AutoCloseable {

        private @Nullable FileChannel channel;
        private boolean interrupted = Thread.interrupted();

        private Held() {
        }

        private void acquire(Duration patience) throws IOException {
            if (threads.getHoldCount() > 1) {
                throw new IllegalStateException("this thread holds it already: file=" + file);
            }
            FileChannel opened = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = opened;
            long end = System.nanoTime() + patience.toNanos();
            while (opened.tryLock() == null) {
                if (System.nanoTime() >= end) {
                    throw new IOException("another process holds it: file=%s seconds=%s".formatted(file,
                            patience.toSeconds()));
                }
                try {
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }

        /** Lets others in. Closing twice is harmless. */
        @Override
        public void close() throws IOException {
            if (!threads.isHeldByCurrentThread()) {
                return;
            }
            try {
                FileChannel opened = channel;
                if (opened != null) {
                    opened.close();
                }
            } finally {
                threads.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Waits for other threads, and for other processes. An interrupt of this thread that came before waits until the guard is
     * let go: it would close the files that are worked on.
     *
     * @param patience how long to wait for other processes
     * @throws IOException when another process has it for longer, or the file cannot be made
     */
    public Held hold(Duration patience) throws IOException {
        threads.lock();
        Held held = new Held();
        boolean done = false;
        try {
            held.acquire(patience);
            done = true;
            return held;
        } finally {
            if (!done) {
                held.close();
            }
        }
    }
}
