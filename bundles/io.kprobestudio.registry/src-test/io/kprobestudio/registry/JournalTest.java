/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.registry.Journal.Operation;

public class JournalTest {

    private static final ProbeKey KEY = new ProbeKey("g", "e");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Journal journal() {
        return new Journal(new StateFolder(folder.getRoot().toPath()));
    }

    private static Journal.Entry entry(String boot, Operation operation, String subject, String line) {
        return new Journal.Entry(Instant.ofEpochMilli(1_700_000_000_123L), boot, Session.LASTING, operation, subject,
                line, line);
    }

    @Test
    public void shouldGiveBackWhatWasWrittenWhenItHoldsTabsAndBytes() throws IOException {
        Journal.Entry odd = entry("b\\t", Operation.ADD, "g/e", "p:g/e\tvfs_read \\n \u00ff");
        journal().append(List.of(odd));
        assertEquals(List.of(odd), journal().entries());
    }

    @Test
    public void shouldHoldWhatIsNeitherDeniedNorRemoved() throws IOException {
        journal().append(
                List.of(entry("b", Operation.ADD, "g/e", "p:g/e a"), entry("b", Operation.ADD, "g/e", "p:g/e b"),
                        entry("b", Operation.DENIED, "g/e", "p:g/e b"), entry("b", Operation.ADD, "g/f", "p:g/f a"),
                        entry("b", Operation.REMOVED, "g/f", ""), entry("other", Operation.ADD, "g/h", "p:g/h a")));
        assertEquals(List.of(new Journal.Outstanding(Session.LASTING, "p:g/e a", "p:g/e a")),
                journal().outstanding("b").get(KEY));
        assertEquals(1, journal().outstanding("b").size());
    }

    @Test
    public void shouldReadTheRestWhenACrashCutTheLastLine() throws IOException {
        journal().append(List.of(entry("b", Operation.ADD, "g/e", "p:g/e a")));
        Files.writeString(file(), "17000\tb\tlas", StandardOpenOption.APPEND);
        assertEquals(1, journal().entries().size());
    }

    @Test
    public void shouldReadTheNextEntryWhenACrashCutTheLineBeforeIt() throws IOException {
        journal().append(List.of(entry("b", Operation.ADD, "g/e", "p:g/e a")));
        Files.writeString(file(), "17000\tb\tlas", StandardOpenOption.APPEND);
        Journal.Entry next = entry("b", Operation.ADD, "g/f", "p:g/f a");
        journal().append(List.of(next));
        assertEquals(next, journal().entries().get(1));
    }

    @Test
    public void shouldLoseNothingWhenManyWriteAtOnce() throws InterruptedException, IOException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Journal.Entry entry = entry("b", Operation.ENABLE, "g/e" + i, "");
            Thread writer = new Thread(() -> {
                try {
                    for (int k = 0; k < 50; k++) {
                        journal().append(List.of(entry));
                    }
                } catch (IOException failed) {
                    failures.add(failed);
                }
            });
            writer.setUncaughtExceptionHandler((thread, failed) -> failures.add(failed));
            writers.add(writer);
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(200, journal().entries().size());
    }

    @Test
    public void shouldWriteWhenTheThreadWasInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        journal().append(List.of(entry("b", Operation.ADD, "g/e", "p:g/e a")));
        assertTrue("the interrupt is for somebody else to take", Thread.interrupted());
        assertEquals(1, journal().entries().size());
    }

    @Test
    public void shouldBeReadableByTheUserAloneWhenItIsMade() throws IOException {
        journal().append(List.of(entry("b", Operation.ADD, "g/e", "p:g/e a")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    public void shouldKeepWhatIsOutstandingWhenItGrewLarge() throws IOException {
        Journal journal = journal();
        String pad = "x".repeat(200);
        List<Journal.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            entries.add(entry("b", Operation.ADD, "g/t" + i, "p:g/t" + i + " " + pad));
            entries.add(entry("b", Operation.REMOVED, "g/t" + i, ""));
        }
        entries.add(entry("b", Operation.ADD, "g/e", "p:g/e a"));
        journal.append(entries);
        long before = Files.size(file());
        journal.compact();
        assertTrue("size=" + Files.size(file()), Files.size(file()) * 100 < before);
        assertEquals(List.of(new Journal.Outstanding(Session.LASTING, "p:g/e a", "p:g/e a")),
                journal.outstanding("b").get(KEY));
    }

    /** What makes the file large and is settled. */
    private static List<Journal.Entry> settled() {
        List<Journal.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            entries.add(entry("b", Operation.ADD, "g/t" + i, "p:g/t" + i + " " + "x".repeat(200)));
            entries.add(entry("b", Operation.REMOVED, "g/t" + i, ""));
        }
        return entries;
    }

    @Test
    public void shouldKeepInstancesAndBootsWhenItGrewLarge() throws IOException {
        List<Journal.Entry> kept = List.of(entry("b", Operation.BOOT, "ssh:board", ""),
                entry("b", Operation.INSTANCE, "kps_0a1b2c3d_rec", ""));
        List<Journal.Entry> entries = new ArrayList<>(List.of(entry("a", Operation.BOOT, "ssh:board", ""),
                entry("b", Operation.INSTANCE, "kps_0a1b2c3d", "")));
        entries.addAll(kept);
        entries.add(entry("b", Operation.INSTANCE_REMOVED, "kps_0a1b2c3d", ""));
        entries.addAll(settled());
        journal().append(entries);
        journal().compact();
        assertEquals(kept, journal().entries());
    }

    @Test
    public void shouldKeepAProbeOnceWhenItWasRemovedAndAddedAgain() throws IOException {
        List<Journal.Entry> entries = settled();
        Journal.Entry again = entry("b", Operation.ADD, "g/t0", "p:g/t0 a");
        entries.addAll(List.of(again, entry("b", Operation.REMOVED, "g/t0", ""), again));
        journal().append(entries);
        journal().compact();
        assertEquals(List.of(again), journal().entries());
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("journal");
    }
}
