/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.recording.internal.Capture;
import io.kprobestudio.recording.internal.EventSwitches;
import io.kprobestudio.recording.internal.Formats;
import io.kprobestudio.recording.internal.Metadata;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.RegistrySnapshot;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Listens to the registry's own tracing instance: whatever the registry switches on there is drained, counted and decoded
 * into a store while it happens. Probes are added, switched and removed through the registry, before and meanwhile; this
 * session makes nothing but the instance. Closing it ends the listening and leaves the probes as they are.
 *
 * <p>{@link #counts} and {@link #losses} may be asked by any thread.
 */
public final class LiveSession implements AutoCloseable {

    private static final long NAMES_EVERY_MILLIS = 1000;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

    private final Tracefs tracefs;
    private final ProbeRegistry.HeldInstance held;
    private final EventStore store;
    private final Capture capture;
    private final Drain drain;
    private final ScheduledExecutorService names;
    private final Subscription changes;
    private volatile Set<String> defined;
    private boolean closed;
    /* Of the thread that reads names: how many events there were then. */
    private long namedAt;

    private LiveSession(ProbeRegistry registry, ProbeRegistry.HeldInstance held, EventStore store, Progress progress)
            throws TargetException {
        tracefs = registry.tracefs();
        this.held = held;
        this.store = store;
        TraceInstance instance = held.instance();
        Metadata metadata = Metadata.read(registry, instance, List.of(registry.id().name()), progress);
        List<Integer> cpus = instance.cpus();
        capture = new Capture(metadata.metadata(), cpus, store, null, this::formats);
        try {
            drain = tracefs.connection()
                    .drain(new DrainRequest(instance.path(), cpus, metadata.metadata().layout().size())
                            .withDeadMan(deadMan(instance)).withMostEvents(DrainRequest.MOST_EVENTS), capture);
        } catch (TargetException | RuntimeException failure) {
            capture.close();
            throw failure;
        }
        defined = defined(registry.snapshot());
        changes = registry.subscribe(this::changed);
        names = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "kprobes task names");
            thread.setDaemon(true);
            return thread;
        });
        names.scheduleWithFixedDelay(this::readNames, NAMES_EVERY_MILLIS, NAMES_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts to listen.
     *
     * @param registry the target's registry
     * @param store gets the decoded events
     * @param progress told while the target's metadata is read
     * @return the running session, which the caller closes
     * @throws TargetException when the target has nothing to drain with, or the link fails
     */
    public static LiveSession start(ProbeRegistry registry, EventStore store, Progress progress)
            throws TargetException {
        ProbeRegistry.HeldInstance held = registry.holdInstance();
        try {
            return new LiveSession(registry, held, store, progress);
        } catch (TargetException | RuntimeException failure) {
            held.close();
            throw failure;
        }
    }

    /** On the thread that changed something. */
    private void changed(RegistrySnapshot now) {
        Set<String> defines = defined(now);
        if (!defines.equals(defined)) {
            defined = defines;
            capture.formatsChanged();
        }
    }

    private static Set<String> defined(RegistrySnapshot snapshot) {
        return snapshot.observed().probes().stream().flatMap(probe -> probe.places().stream())
                .map(ControlFileEntry::line).collect(Collectors.toUnmodifiableSet());
    }

    /** What the target does when it hears nothing more from us; nothing in a buffer that others use too. */
    private static List<FileWrite> deadMan(TraceInstance instance) {
        return instance.isTop() ? List.of() : List.of(EventSwitches.allOff(instance));
    }

    /** On the decoding thread, for an event that was made after the session began, and after probes came or went. */
    private FormatCatalog formats(FormatCatalog known) {
        try {
            Map<String, String> texts = tracefs.texts(List.of(Tracefs.KPROBE_EVENTS, Tracefs.DYNAMIC_EVENTS));
            return known.with(Formats.read(tracefs, texts));
        } catch (TargetException broken) {
            // its records are counted as unknown; the drain reports the broken link
            return known;
        }
    }

    /** A task that is new hits something first: while nothing comes nothing is read. */
    private void readNames() {
        long events = capture.counts().total();
        if (events == namedAt) {
            return;
        }
        namedAt = events;
        try {
            String text = tracefs.textIfAny("saved_cmdlines").orElse("");
            capture.comms(SavedComms.parse(text));
        } catch (TargetException broken) {
            names.shutdown();
        }
    }

    /** How the buffers are drained. */
    public DrainMode mode() {
        return drain.mode();
    }

    /**
     * Why nothing more comes, although nobody closed the session: the link broke, or the target heard nothing from us or saw
     * too many events and switched ours off. Empty while it listens.
     */
    public Optional<String> ended() {
        if (!drain.hasEnded()) {
            return Optional.empty();
        }
        try {
            drain.finish(DRAIN_PATIENCE);
            return Optional.of("the target ended the drain");
        } catch (TargetException broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** What was decoded so far. */
    public LiveCounts counts() {
        return capture.counts();
    }

    /** How long functions took so far whose entry and return are probed. */
    public Latencies latencies() {
        return capture.latencies();
    }

    /** Where events were lost so far; what the kernel lost is known from the pages only until the session ends. */
    public LossAccount losses() {
        return new LossAccount(capture.missed(), capture.gaps(), 0, 0, 0, 0, capture.damaged(), store.dropped());
    }

    /** Reads what is in the buffers and ends the listening. Never throws; closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        changes.close();
        names.shutdownNow();
        try {
            if (drain.mode().isLive() && tracefs.connection().isOpen()) {
                drain.finish(DRAIN_PATIENCE);
            }
        } catch (TargetException enough) {
            // events are still coming, or the link broke: what came until now is kept
            drain.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        drain.close();
        capture.close();
        held.close();
    }
}
