/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.ClockRelation.Moment;
import io.kprobestudio.decoder.ClockRelation.RoundTrip;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceLine;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.Session;
import io.kprobestudio.registry.WorkspaceId;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteTime;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Finds out how the trace clock of a recording runs against this machine's clock: marks are written to {@code trace_marker},
 * each in a round trip of its own, and the kernel gives each a time stamp that lies between the two moments that this machine
 * saw. That is done when the recording begins, every half minute, and when it ends, in a small tracing instance beside the
 * recording's, so that no mark stands among its events.
 *
 * <p>{@link #relation} may be asked by any thread; the other methods are for one thread at a time.
 */
public final class ClockWatch {

    private static final String MARK = "kps";
    private static final int BUFFER_KB = 8;
    private static final int TRIPS = 16;
    private static final int TRIPS_BETWEEN = 6;
    private static final Duration MOST_FOR_ONE = Duration.ofSeconds(1);
    private static final long EVERY_SECONDS = 30;
    /** {@code trace} shows microseconds. */
    private static final long STEP = 1000;
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final ProbeRegistry registry;
    private final TraceInstance instance;
    private final List<Moment> moments = new ArrayList<>();
    private final Thread between = new Thread(this::lookBetween, "kprobes clock");
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String failure = "";

    private ClockWatch(ProbeRegistry registry, TraceInstance instance) {
        this.registry = registry;
        this.instance = instance;
        between.setDaemon(true);
    }

    /**
     * Begins with a first look.
     *
     * @param recording the recording's instance, whose clock is set
     * @throws TargetException when the target offers no instance for it, or its clock counts events
     */
    public static ClockWatch begin(ProbeRegistry registry, Session session, TraceInstance recording)
            throws TargetException {
        Tracefs tracefs = registry.tracefs();
        if (recording.isTop()) {
            throw new TargetException("the target's clock cannot be aligned: it offers no tracing instance, target="
                    + tracefs.connection().address());
        }
        String clock = recording.clock();
        if (!new TraceClock(clock, 0).inNanoseconds()) {
            throw new TargetException("a clock that counts cannot be aligned: clock=%s target=%s".formatted(clock,
                    tracefs.connection().address()));
        }
        String name = WorkspaceId.clockName(recording.name());
        registry.noteInstance(name, session);
        ClockWatch watch = new ClockWatch(registry, TraceInstance.create(tracefs, name));
        try {
            watch.instance.setBufferKb(BUFFER_KB);
            watch.instance.setClock(clock);
            watch.look(TRIPS);
        } catch (TargetException | RuntimeException failed) {
            watch.remove(new ArrayList<>());
            throw failed;
        }
        watch.between.start();
        return watch;
    }

    /** One look: some round trips, and the time stamps that the kernel gave them. */
    private void look(int trips) throws TargetException {
        Tracefs tracefs = instance.tracefs();
        String trace = instance.file("trace");
        // a file that is opened with truncation is emptied
        tracefs.set(trace, "");
        List<WriteTime> written = tracefs.connection().writeTimed(
                FileWrite.append(tracefs.path(instance.file("trace_marker")), MARK), trips, MOST_FOR_ONE);
        List<Long> stamps = tracefs.text(trace).lines().map(TraceLine::parse).flatMap(Optional::stream)
                .filter(line -> line.text().equals(MARK)).map(TraceLine::time).toList();
        // the first of them may be one that was written ahead
        int ahead = stamps.size() - written.size();
        if (ahead < 0) {
            throw new TargetException("the target's clock cannot be read: marks=%d time stamps=%d file=%s".formatted(
                    written.size(), stamps.size(), tracefs.path(trace)));
        }
        List<RoundTrip> looked = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            looked.add(new RoundTrip(written.get(i).asked(), written.get(i).answered(),
                    stamps.get(ahead + i)));
        }
        Moment moment = ClockRelation.moment(looked, STEP);
        synchronized (moments) {
            if (moments.isEmpty() || moments.get(moments.size() - 1).time() < moment.time()) {
                moments.add(moment);
            }
        }
    }

    private void lookBetween() {
        try {
            while (!over.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                look(TRIPS_BETWEEN);
            }
        } catch (InterruptedException impossible) {
            // nobody interrupts it: it could be in the middle of talking to the target
            Thread.currentThread().interrupt();
        } catch (TargetException failed) {
            failure = String.valueOf(failed.getMessage());
        }
    }

    /**
     * Ends with a last look.
     *
     * @param problems gets a sentence when that or one between failed, as when the link broke: the relation is less certain
     */
    public void end(List<String> problems) {
        stop();
        try {
            look(TRIPS);
        } catch (TargetException failed) {
            failure = String.valueOf(failed.getMessage());
        }
        if (!failure.isEmpty()) {
            problems.add("the target's clock was not compared with ours to the end: " + failure);
        }
    }

    private void stop() {
        over.countDown();
        try {
            between.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is known so far. */
    public ClockRelation relation() throws IOException {
        synchronized (moments) {
            return new ClockRelation(machine(), moments);
        }
    }

    /** What tells this machine's {@link System#nanoTime} from others: the boot, or where that is not told, this process. */
    private static String machine() throws IOException {
        return Files.isReadable(BOOT) ? Files.readString(BOOT, StandardCharsets.ISO_8859_1).strip()
                : "process-%s-%s".formatted(ProcessHandle.current().pid(), ProcessHandle.current().info()
                        .startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /**
     * Takes the instance away.
     *
     * @param problems gets a sentence when it could not be removed
     */
    public void remove(List<String> problems) {
        stop();
        try {
            instance.remove();
            registry.noteInstanceRemoved(instance.name());
        } catch (TargetException failed) {
            problems.add(RecordingInstance.stays(instance.name(), failed));
        }
    }
}
