/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.Test;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.WriteOutcome;

/** What a target with a real kernel and programs does beyond: programs, hostile names, one write for one text. */
public abstract class LinuxTargetContract extends TargetContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MARKERS = 120;
    private static final String[] HOSTILE = { "'", "\"", "\\", "$(reboot)", "`x`", "$HOME", "\n", "\t", " ", "*", "?",
            "~",
            "!", "#", "&", ";", "|", "<", ">", "(", ")", "{", "%s", "-n", "\\n", "é", "k_r", "a", "\u0001", "[a]" };

    @Override
    protected void causeEvents(Connection connection, String instance) throws Exception {
        List<FileWrite> writes = new ArrayList<>();
        for (int i = 0; i < MARKERS; i++) {
            writes.add(FileWrite.append(instance + "/trace_marker", "mark " + i));
        }
        for (WriteOutcome outcome : connection.writeAll(writes, true)) {
            assertTrue(String.valueOf(outcome.failure()), outcome.accepted());
        }
    }

    @Override
    protected AutoCloseable reader(Connection connection, String instance) throws Exception {
        TargetProcess reader = connection.start(List.of("sh", "-c", "exec 3<\"$0\" && echo open && exec sleep 1000",
                instance + "/trace_pipe"));
        assertEquals('o', reader.output().read());
        return reader;
    }

    @Override
    protected void openFiles(Connection connection, int times) throws TargetException {
        for (int i = 0; i < times; i++) {
            connection.read("/proc/version", 1000);
        }
    }

    /** What the kernel shows of itself; a kernel without kprobes has no such file. */
    @Override
    protected boolean hasKprobes() throws TargetException {
        return connection().exists("/sys/kernel/debug/kprobes") || connection().exists("/sys/kernel/kprobes")
                || connection().exists(tracing() + "/kprobe_events");
    }

    @Test
    public void shouldBringEachMarkerWhenAllWereDrained() throws Exception {
        String instance = instance();
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        try (Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE), counted)) {
            causeEvents(connection(), instance);
            drain.finish(PATIENCE);
        }
        assertEquals(MARKERS, counted.records());
    }

    @Test
    public void shouldBringEveryStaticEventWhenTheyAreManyAndBuffersSmall() throws Exception {
        String instance = instance();
        connection().write(FileWrite.set(instance + "/buffer_size_kb", "512"));
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        try (Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE), counted);
                TargetProcess load = connection().start(List.of("sh", "-c",
                        "i=0; while [ $i -lt 40 ]; do cat /proc/version >/dev/null; i=$((i + 1)); done"))) {
            connection().write(FileWrite.set(instance + "/events/sched/enable", "1"));
            assertEquals(OptionalInt.of(0), load.await(PATIENCE));
            connection().write(FileWrite.set(instance + "/events/sched/enable", "0"));
            drain.finish(PATIENCE);
        }
        assertTrue(counted.isWhole());
        assertEquals(0, stat(instance, "entries"));
        assertEquals(stat(instance, "read events"), counted.records());
        assertTrue("records=" + counted.records(), counted.records() > 40);
    }

    @Test
    public void shouldLoseNothingWhenSinkIsSlow() throws Exception {
        String instance = instance();
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        try (Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE),
                (cpu, bytes) -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                    counted.accept(cpu, bytes);
                })) {
            for (int i = 0; i < 5; i++) {
                causeEvents(connection(), instance);
            }
            drain.finish(PATIENCE);
        }
        assertEquals(5 * MARKERS, counted.records());
    }

    @Test
    public void shouldEndDrainWithReasonWhenSinkFails() throws Exception {
        String instance = instance();
        try (Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE),
                (cpu, bytes) -> {
                    throw new IllegalStateException("the disk is full");
                })) {
            causeEvents(connection(), instance);
            TargetException failure = assertThrows(TargetException.class, () -> drain.finish(PATIENCE));
            assertTrue(failure.getMessage(), failure.getMessage().contains("the disk is full"));
        }
        assertTrue(connection().exists(instance));
    }

    @Test
    public void shouldWriteAtOnceWhenTextHasManyLines() throws Exception {
        String instance = instance();
        // A write to trace_marker is one event, whatever its text
        String lines = "first\nsecond\n\nit's \"fourth\" $(no) `no` \\ \u0081\u00fe\n";
        connection().write(FileWrite.append(instance + "/trace_marker", lines));
        connection().write(FileWrite.append(instance + "/trace_marker", "m".repeat(900)));
        assertEquals(2, stat(instance, "entries"));
        assertTrue(text(instance + "/trace").contains(": tracing_mark_write: " + lines));
    }

    @Test
    public void shouldWorkAsItselfWhenNameIsHostile() throws TargetException {
        String folder = "/tmp/kps contract $(no) '" + Long.toHexString(System.nanoTime());
        connection().makeDirectory(folder);
        try {
            TreeSet<String> names = new TreeSet<>();
            Random random = new Random(20260722);
            for (int i = 0; i < 40; i++) {
                StringBuilder name = new StringBuilder("n");
                for (int j = 1 + random.nextInt(6); j > 0; j--) {
                    name.append(HOSTILE[random.nextInt(HOSTILE.length)]);
                }
                names.add(name.toString());
            }
            for (String name : names) {
                connection().makeDirectory(folder + "/" + name);
            }
            assertEquals(List.copyOf(names), connection().list(folder));
            for (String name : names) {
                assertErrno(21, () -> connection().read(folder + "/" + name, 10));
                connection().removeDirectory(folder + "/" + name);
            }
        } finally {
            connection().removeDirectory(folder);
        }
    }

    @Test
    public void shouldPassArgumentsUnchangedWhenProgramStarts() throws Exception {
        List<String> command = new ArrayList<>(List.of("printf", "%s/"));
        command.addAll(List.of(HOSTILE));
        try (TargetProcess process = connection().start(command)) {
            String output = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(String.join("/", HOSTILE) + "/", output);
            assertEquals(OptionalInt.of(0), process.await(PATIENCE));
        }
    }

    /** Longer than what dropbear takes as a command; what the program reads is not a part of it. */
    @Test
    public void shouldPassArgumentsAndInputUnchangedWhenTheyAreLong() throws Exception {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            words.add(String.join(" ", HOSTILE) + "\n" + "'x".repeat(1000) + i);
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "printf '%s/' \"$@\"; cat", "sh"));
        command.addAll(words);
        try (TargetProcess process = connection().start(command)) {
            process.input().write("the rest\n".getBytes(StandardCharsets.UTF_8));
            process.input().close();
            String output = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(String.join("/", words) + "/the rest\n", output);
            assertEquals(OptionalInt.of(0), process.await(PATIENCE));
        }
    }

    @Test
    public void shouldConnectAllStreamsWhenProgramRuns() throws Exception {
        try (TargetProcess process = connection().start(List.of("sh", "-c", "cat; echo oops >&2; exit 3"))) {
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) i;
            }
            process.input().write(all);
            process.input().close();
            assertEquals(new String(all, StandardCharsets.ISO_8859_1),
                    new String(process.output().readAllBytes(), StandardCharsets.ISO_8859_1));
            assertEquals("oops\n", new String(process.errors().readAllBytes(), StandardCharsets.ISO_8859_1));
            assertEquals(OptionalInt.of(3), process.await(PATIENCE));
        }
    }

    @Test
    public void shouldEndProgramWhenItIsClosed() throws Exception {
        long pid;
        try (TargetProcess process = connection().start(List.of("sleep", "1000"))) {
            pid = process.pid().orElseThrow();
            assertEquals(OptionalInt.empty(), process.await(Duration.ofMillis(20)));
            assertTrue(text("/proc/" + pid + "/cmdline").startsWith("sleep\0") || text("/proc/" + pid + "/cmdline")
                    .contains("sleep\0001000"));
        }
        awaitEnd(pid);
    }

    @Test
    public void shouldEndProgramWhenConnectionIsClosed() throws Exception {
        Connection second = target().connect(Prompter.NOBODY, Progress.NONE);
        TargetProcess process = second.start(List.of("sleep", "1000"));
        long pid = process.pid().orElseThrow();
        second.close();
        process.close();
        awaitEnd(pid);
    }

    private void awaitEnd(long pid) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isAlive(pid)) {
            assertTrue("the program still runs: pid=" + pid, System.nanoTime() < end);
            Thread.sleep(20);
        }
    }

    /** A zombie has no command line; a program may go between any two looks, and while it is looked at (ESRCH). */
    private boolean isAlive(long pid) throws TargetException {
        try {
            return !text("/proc/" + pid + "/cmdline").isEmpty();
        } catch (FileException gone) {
            assertTrue(gone.getMessage(), gone.errno() == 2 || gone.errno() == 3);
            return false;
        }
    }

    @Test
    public void shouldTellTheSignalWhenProgramIsKilled() throws Exception {
        try (TargetProcess process = connection().start(List.of("sh", "-c", "kill -9 $$"))) {
            assertEquals(OptionalInt.of(137), process.await(PATIENCE));
        }
    }

    @Test
    public void shouldSayWhatIsMissingWhenProgramIsNotThere() {
        try (TargetProcess process = connection().start(List.of("no-such-program"))) {
            assertEquals(OptionalInt.of(127), process.await(PATIENCE));
            String said = new String(process.errors().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said, said.contains("no-such-program") && said.contains("not found"));
        } catch (TargetException failure) {
            assertTrue(failure.getMessage(), failure.getMessage().contains("no-such-program"));
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    public void shouldEndTheWaitWhenConnectionIsClosedMeanwhile() throws Exception {
        String instance = instance();
        Connection second = target().connect(Prompter.NOBODY, Progress.NONE);
        CompletableFuture<String> reading = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                second.read(instance + "/trace_pipe", 100);
                reading.complete("it ended");
            } catch (TargetException failure) {
                reading.completeExceptionally(failure);
            }
        });
        reader.start();
        Thread.sleep(300);
        assertFalse(reading.isDone());
        second.close();
        ExecutionException failure = assertThrows(ExecutionException.class,
                () -> reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(String.valueOf(failure.getCause()), failure.getCause() instanceof LinkException);
        reader.join();
        waitUntilUnread(instance);
    }
}
