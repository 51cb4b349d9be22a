/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/** What every target does: connection, files, instances, errors, the drain, cancelling, closing. */
public abstract class TargetContract {

    private static final int LIMIT = 1 << 20;
    private static final int HITS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A fresh machine has no tracefs mounted; mounting it is asked for. */
    private static final Prompter AGREES = new Prompter() {

        @Override
        public Optional<char[]> secret(SecretRequest request) {
            return Optional.empty();
        }

        @Override
        public boolean confirm(Confirmation confirmation) {
            return confirmation.title().equals("Mount tracefs");
        }
    };
    private static final Progress CANCELLED = new Progress() {

        @Override
        public void report(String step) {
            // nobody listens
        }

        @Override
        public boolean isCancelled() {
            return true;
        }
    };

    private final Set<Thread> threadsBefore = Set.copyOf(Thread.getAllStackTraces().keySet());
    private final List<String> instances = new ArrayList<>();
    private @Nullable Connection opened;

    /** The target under test. */
    protected abstract Target target() throws TargetException;

    /** Makes the target's kernel write events into an instance where events are to be enabled first. */
    protected abstract void causeEvents(Connection connection, String instance) throws Exception;

    /** Keeps a file of an instance open that is read by waiting, until it is closed. */
    protected abstract AutoCloseable reader(Connection connection, String instance) throws Exception;

    /** Whether the target's kernel must have kprobe events. */
    protected abstract boolean hasKprobes() throws TargetException;

    /** Makes the target's kernel open files, at least so many. */
    protected abstract void openFiles(Connection connection, int times) throws TargetException;

    /** The open connection. */
    protected final Connection connection() {
        return Objects.requireNonNull(opened, "not connected");
    }

    /** Where tracefs is. */
    protected final String tracing() {
        return connection().tracefs().orElseThrow();
    }

    /** A fresh tracing instance, removed in the end. */
    protected final String instance() throws TargetException {
        String path = tracing() + "/instances/contract_" + Long.toHexString(System.nanoTime());
        connection().makeDirectory(path);
        instances.add(path);
        return path;
    }

    /** A file's content as text. */
    protected final String text(String path) throws TargetException {
        return new String(connection().read(path, LIMIT), StandardCharsets.ISO_8859_1);
    }

    /** An action that may be refused. */
    protected interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** Asserts that the target's kernel refuses, and why. */
    protected static void assertErrno(int errno, Action action) {
        FileException refused = assertThrows(FileException.class, action::run);
        assertEquals(refused.getMessage(), errno, refused.errno());
    }

    @Before
    public void connect() throws TargetException {
        opened = target().connect(AGREES, Progress.NONE);
    }

    @After
    public void closeAndLeaveNothing() throws Exception {
        Connection open = connection();
        for (String instance : instances) {
            if (open.isOpen() && open.exists(instance)) {
                removeWhenUnread(instance);
            }
        }
        open.close();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ours().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals("threads left over", Set.of(), ours());
    }

    private Set<String> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !threadsBefore.contains(thread))
                .filter(Thread::isAlive).map(Thread::getName)
                .filter(name -> name.contains("sshd") || name.contains("Kprobe Studio"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void shouldTellWhatItIsWhenConnected() throws TargetException {
        assertTrue(connection().isOpen());
        assertTrue(connection().description(), connection().description().contains("Linux"));
        assertFalse(connection().description().contains("\n"));
        assertEquals(target().address(), connection().address());
        assertTrue(connection().exists(tracing() + "/events"));
    }

    @Test
    public void shouldReadWholeFileWhenItIsThere() throws TargetException {
        assertTrue(text(tracing() + "/trace_clock").contains("[local]"));
        assertTrue(text(tracing() + "/events/header_page").contains("commit"));
    }

    @Test
    public void shouldTellErrnoAndPathWhenFileIsMissing() {
        String path = tracing() + "/nosuchfile";
        FileException refused = assertThrows(FileException.class, () -> connection().read(path, LIMIT));
        assertEquals("read " + path + ": No such file or directory (errno=2)", refused.getMessage());
        assertEquals(path, refused.path());
        assertErrno(2, () -> connection().write(FileWrite.append(path, "x")));
        assertErrno(2, () -> connection().write(FileWrite.set(path, "x")));
        assertErrno(2, () -> connection().list(path));
        assertErrno(2, () -> connection().removeDirectory(tracing() + "/instances/nosuchinstance"));
    }

    @Test
    public void shouldTellErrnoWhenPathIsOfTheOtherKind() {
        assertErrno(21, () -> connection().read(tracing() + "/events", LIMIT));
        assertErrno(20, () -> connection().list(tracing() + "/trace_clock"));
        assertErrno(20, () -> connection().removeDirectory(tracing() + "/trace_clock"));
    }

    @Test
    public void shouldNeverCutWhenFileIsLongerThanLimit() throws TargetException {
        String path = tracing() + "/events/header_page";
        int length = connection().read(path, LIMIT).length;
        assertErrno(27, () -> connection().read(path, length - 1));
        assertEquals(length, connection().read(path, length).length);
    }

    @Test
    public void shouldListSortedNamesWhenFolderIsThere() throws TargetException {
        List<String> names = connection().list(tracing());
        assertTrue(names.containsAll(List.of("events", "instances", "trace_clock")));
        assertEquals(names.stream().sorted().toList(), names);
        assertFalse(names.contains("."));
        assertFalse(names.contains(".."));
        for (String name : names) {
            assertTrue(name, connection().exists(tracing() + "/" + name));
        }
        assertFalse(connection().exists(tracing() + "/nosuchfile"));
    }

    @Test
    public void shouldMakeAndRemoveInstancesWhenAsked() throws TargetException {
        String instance = instance();
        assertErrno(17, () -> connection().makeDirectory(instance));
        assertTrue(connection().list(tracing() + "/instances")
                .contains(instance.substring(instance.lastIndexOf('/') + 1)));
        assertTrue(connection().list(instance).contains("per_cpu"));
        connection().removeDirectory(instance);
        assertFalse(connection().exists(instance));
        assertErrno(2, () -> connection().removeDirectory(instance));
    }

    @Test
    public void shouldWriteWhatKernelTakesAndTellWhatItRefuses() throws TargetException {
        String instance = instance();
        connection().write(FileWrite.set(instance + "/tracing_on", "0"));
        assertEquals("0\n", text(instance + "/tracing_on"));
        connection().write(FileWrite.append(instance + "/tracing_on", "1\n"));
        assertEquals("1\n", text(instance + "/tracing_on"));
        assertErrno(22, () -> connection().write(FileWrite.set(instance + "/trace_clock", "nosuchclock")));
        assertErrno(22, () -> connection().write(FileWrite.set(instance + "/buffer_size_kb", "nonsense")));
        connection().write(FileWrite.append(instance + "/tracing_on", ""));
        assertEquals("1\n", text(instance + "/tracing_on"));
    }

    @Test
    public void shouldTellEachOutcomeWhenManyAreWritten() throws TargetException {
        String instance = instance();
        List<FileWrite> writes = List.of(FileWrite.set(instance + "/tracing_on", "0"),
                FileWrite.set(instance + "/trace_clock", "nosuchclock"),
                FileWrite.set(instance + "/trace_clock", "mono"));
        List<WriteOutcome> stopped = connection().writeAll(writes, true);
        assertEquals(List.of(true, false), stopped.stream().map(WriteOutcome::accepted).toList());
        assertEquals(22, Objects.requireNonNull(stopped.get(1).failure()).errno());
        assertTrue(text(instance + "/trace_clock").contains("[local]"));
        List<WriteOutcome> all = connection().writeAll(writes, false);
        assertEquals(List.of(true, false, true), all.stream().map(WriteOutcome::accepted).toList());
        assertEquals(writes, all.stream().map(WriteOutcome::write).toList());
        assertTrue(text(instance + "/trace_clock").contains("[mono]"));
        assertEquals("0\n", text(instance + "/tracing_on"));
    }

    @Test
    public void shouldReadManyFilesWhenPatternsHaveStars() throws TargetException {
        Map<String, byte[]> formats = connection().readAll(
                List.of(tracing() + "/events/header_page", tracing() + "/events/*/*/format", tracing() + "/nosuch*"),
                Progress.NONE);
        List<String> paths = List.copyOf(formats.keySet());
        assertEquals(tracing() + "/events/header_page", paths.get(0));
        assertTrue(paths.size() > 3);
        assertEquals(paths.subList(1, paths.size()).stream().sorted().toList(), paths.subList(1, paths.size()));
        for (String path : List.of(paths.get(0), paths.get(1), paths.get(paths.size() - 1))) {
            assertArrayEquals(path, connection().read(path, LIMIT), formats.get(path));
        }
    }

    @Test
    public void shouldStopAndStayUsableWhenCancelled() throws TargetException {
        assertThrows(CancelledException.class, () -> connection().readAll(List.of(tracing() + "/events/*/*/format"),
                CANCELLED));
        assertTrue(connection().exists(tracing()));
        assertThrows(CancelledException.class, () -> target().connect(Prompter.NOBODY, CANCELLED).close());
    }

    @Test
    public void shouldBringEveryEventWhenDrainFinishes() throws Exception {
        String instance = instance();
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        try (Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE), counted)) {
            causeEvents(connection(), instance);
            drain.finish(PATIENCE);
            assertTrue(drain.mode().label(), drain.transferred() >= counted.payload());
        }
        assertTrue(counted.isWhole());
        assertEquals(0, stat(instance, "entries"));
        assertEquals(0, stat(instance, "overrun"));
        assertTrue(counted.records() > 0);
        assertEquals(stat(instance, "read events"), counted.records());
    }

    @Test
    public void shouldTakeNothingMoreWhenDrainWasClosed() throws Exception {
        String instance = instance();
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        Drain drain = connection().drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE), counted);
        drain.close();
        drain.close();
        // What was started on the target may need a moment to notice; an instance can be removed when nobody reads it
        waitUntilUnread(instance);
        causeEvents(connection(), instance);
        assertTrue(stat(instance, "entries") > 0);
        assertEquals(0, counted.records());
    }

    /** Waits until nobody has a file of the instance open. */
    protected void waitUntilUnread(String instance) throws Exception {
        removeWhenUnread(instance);
        connection().makeDirectory(instance);
    }

    private void removeWhenUnread(String instance) throws TargetException {
        opened(instance).removeWhenUnread(PATIENCE);
    }

    private TraceInstance opened(String path) throws TargetException {
        return TraceInstance.open(Tracefs.of(connection()), path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
    }

    @Test
    public void shouldRemoveInstanceAsSoonAsItsReaderIsGone() throws Exception {
        String path = instance();
        TraceInstance instance = opened(path);
        CompletableFuture<Boolean> removed = new CompletableFuture<>();
        try (AutoCloseable reader = reader(connection(), path)) {
            assertErrno(16, () -> instance.removeWhenUnread(Duration.ofMillis(200)));
            assertTrue(connection().exists(path));
            Thread remover = new Thread(() -> {
                try {
                    instance.removeWhenUnread(PATIENCE);
                    removed.complete(true);
                } catch (TargetException failure) {
                    removed.completeExceptionally(failure);
                }
            });
            remover.start();
            assertFalse(removed.isDone());
        }
        assertTrue(removed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertFalse(connection().exists(path));
    }

    /** The CPUs of an instance. */
    protected final List<Integer> cpus(String instance) throws TargetException {
        return connection().list(instance + "/per_cpu").stream().map(name -> Integer.parseInt(name.substring(3)))
                .sorted()
                .toList();
    }

    /** The sum of a statistic over an instance's CPUs. */
    protected final long stat(String instance, String name) throws TargetException {
        long sum = 0;
        for (int cpu : cpus(instance)) {
            for (String line : text(instance + "/per_cpu/cpu" + cpu + "/stats").split("\n")) {
                if (line.startsWith(name + ": ")) {
                    sum += Long.parseLong(line.substring(name.length() + 2).strip());
                }
            }
        }
        return sum;
    }

    @Test
    public void shouldCountHitsWhenAProbeIsOnAndSayWhyWhenThereAreNone() throws Exception {
        if (!hasKprobes()) {
            String refusal = String.valueOf(assertThrows(TargetException.class,
                    () -> Tracefs.withKprobes(connection())).getMessage());
            assertTrue(refusal, refusal.contains(tracing() + "/kprobe_events is missing"));
            assertTrue(refusal, refusal.contains("CONFIG_KPROBE_EVENTS"));
            return;
        }
        Tracefs tracefs = Tracefs.withKprobes(connection());
        String event = "contract/opened_" + Long.toHexString(System.nanoTime());
        String enable = tracing() + "/events/" + event + "/enable";
        tracefs.append(Tracefs.KPROBE_EVENTS, "p:" + event + " do_sys_openat2\n");
        try {
            assertErrno(22, () -> tracefs.append(Tracefs.KPROBE_EVENTS, "p:contract/wrong do_sys_openat2 a=%nope\n"));
            assertEquals(1, listed(tracefs, event));
            assertTrue(text(tracing() + "/events/" + event + "/format").contains("__probe_ip"));
            connection().write(FileWrite.set(enable, "1"));
            assertErrno(16, () -> tracefs.append(Tracefs.KPROBE_EVENTS, "-:" + event + "\n"));
            openFiles(connection(), HITS);
            connection().write(FileWrite.set(enable, "0"));
            long hits = tracefs.profile().lines().stream().filter(line -> event.endsWith("/" + line.event()))
                    .mapToLong(KprobeProfile.Line::hits).sum();
            assertTrue("hits=" + hits, hits >= HITS);
        } finally {
            connection().write(FileWrite.set(enable, "0"));
            tracefs.append(Tracefs.KPROBE_EVENTS, "-:" + event + "\n");
        }
        assertEquals(0, listed(tracefs, event));
        assertErrno(2, () -> tracefs.append(Tracefs.KPROBE_EVENTS, "-:" + event + "\n"));
    }

    private static long listed(Tracefs tracefs, String event) throws TargetException {
        return tracefs.list(Tracefs.KPROBE_EVENTS).stream()
                .filter(entry -> event.equals(entry.group() + "/" + entry.event())).count();
    }

    @Test
    public void shouldRefuseEverythingWhenClosed() throws TargetException {
        AtomicInteger told = new AtomicInteger();
        connection().onClosed(reason -> told.incrementAndGet());
        connection().onClosed(reason -> told.addAndGet(100)).close();
        Connection second = target().connect(Prompter.NOBODY, Progress.NONE);
        second.onClosed(reason -> told.incrementAndGet());
        second.close();
        second.close();
        assertFalse(second.isOpen());
        assertEquals(1, told.get());
        second.onClosed(reason -> told.incrementAndGet());
        assertEquals(2, told.get());
        assertTrue(connection().isOpen());
        assertThrows(LinkException.class, () -> second.read(tracing() + "/trace_clock", LIMIT));
        assertThrows(LinkException.class, () -> second.readAll(List.of(tracing() + "/*"), Progress.NONE));
        assertThrows(LinkException.class, () -> second.write(FileWrite.set(tracing() + "/nosuchfile", "1")));
        assertThrows(LinkException.class, () -> second.list(tracing()));
        assertThrows(LinkException.class, () -> second.exists(tracing()));
        assertThrows(LinkException.class, () -> second.makeDirectory(tracing() + "/instances/never"));
        assertThrows(LinkException.class, () -> second.removeDirectory(tracing() + "/instances/never"));
        assertThrows(LinkException.class, () -> second.drain(
                new DrainRequest(tracing(), List.of(0), SubBuffers.SIZE), (cpu, bytes) -> {}).close());
        assertFalse(connection().exists(tracing() + "/instances/never"));
    }
}
