/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileGuardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file() {
        return folder.getRoot().toPath().resolve("lock");
    }

    private boolean isLocked() throws IOException {
        String inode = ":" + Files.getAttribute(file(), "unix:ino") + " ";
        return Files.readString(Path.of("/proc/locks")).contains(inode);
    }

    @Test
    public void shouldKeepOtherProcessesOutWhileItIsHeld() throws IOException {
        try (FileGuard.Held held = new FileGuard(file()).hold(PATIENCE)) {
            assertTrue(isLocked());
        }
        assertFalse(isLocked());
    }

    @Test
    public void shouldLetOneThreadInAtATime() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 50; k++) {
                    try (FileGuard.Held held = new FileGuard(file()).hold(PATIENCE)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        times.incrementAndGet();
                        Thread.yield();
                        inside.decrementAndGet();
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                }
            });
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(200, times.get());
        assertEquals(1, most.get());
    }

    @Test
    public void shouldRefuseAThreadThatHoldsItAlready() throws IOException {
        FileGuard guard = new FileGuard(file());
        try (FileGuard.Held held = guard.hold(PATIENCE)) {
            assertThrows(IllegalStateException.class, () -> guard.hold(PATIENCE));
            assertTrue("the one who holds it keeps it", isLocked());
        }
        assertFalse(isLocked());
    }

    @Test
    public void shouldKeepAnInterruptUntilItIsLetGo() throws IOException {
        Thread.currentThread().interrupt();
        try (FileGuard.Held held = new FileGuard(file()).hold(PATIENCE)) {
            assertFalse(Thread.currentThread().isInterrupted());
        }
        assertTrue(Thread.interrupted());
    }
}
