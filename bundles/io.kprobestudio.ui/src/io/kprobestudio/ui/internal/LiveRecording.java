/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.definition.Architecture;
import io.kprobestudio.recording.EventSnapshot;
import io.kprobestudio.recording.EventStore;
import io.kprobestudio.recording.HitRow;
import io.kprobestudio.recording.LiveSession;
import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.recording.RecordingResult;
import io.kprobestudio.recording.RecordingSession;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.recording.rows.StoredSequence;
import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.RecordingPlan;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.RecordingStatus.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The events of a session. While probes are enabled they are listened to; a recording takes the enabled probes over, keeps
 * what they hit in a folder, accounts for each hit at the end, and gives the probes back, disabled.
 */
final class LiveRecording implements AutoCloseable {

    private static final int TICK_MILLIS = 150;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"); //$NON-NLS-1$

    private final ProbeRegistry registry;
    private final ProbeWork work;
    private final HitHistory history;
    private final Runnable changed;
    /* Events that are kept for the views; all are in the recording's folder. */
    private final EventStore store = new EventStore(StudioSettings.now().keptEvents());
    private final BooleanSupplier others;
    private final ScheduledExecutorService ticker;
    private volatile @Nullable LiveSession listening;
    private volatile @Nullable RecordingSession running;
    private List<DesiredProbe> taken = List.of();
    private long begun;
    /* The store goes on to number its events when it is cleared. */
    private volatile long cleared;
    private volatile Object source = new Object();
    private long lastRevision;
    private volatile Optional<String> end = Optional.empty();
    private volatile Phase phase = Phase.NONE;
    private volatile RecordingStatus last = RecordingStatus.NONE;
    private volatile Latencies measured = Latencies.NONE;

    /** @param others whether other targets are connected now; @param changed called on any thread */
    LiveRecording(ProbeRegistry registry, ProbeWork work, HitHistory history, BooleanSupplier others,
            Runnable changed) {
        this.others = others;
        this.registry = registry;
        this.work = work;
        this.history = history;
        this.changed = changed;
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kprobes events " + registry.tracefs().connection().address()); //$NON-NLS-1$
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long revision = store.revision();
        Optional<String> ended = ended();
        if (revision != lastRevision || !ended.equals(end)) {
            lastRevision = revision;
            end = ended;
            changed.run();
        }
    }

    /** Why no more events come although they are listened to or recorded, where that is so. */
    private Optional<String> ended() {
        LiveSession live = listening;
        RecordingSession session = running;
        if (session != null) {
            return phase == Phase.RUNNING && session.isOver() ? Optional.of(Messages.Recording_over) : Optional.empty();
        }
        return live == null ? Optional.empty() : live.ended();
    }

    /** How the recording stands. */
    RecordingStatus status() {
        RecordingStatus known = last;
        Phase now = phase;
        if (now == Phase.NONE || now == Phase.DONE) {
            return known;
        }
        LiveSession live = listening;
        RecordingSession session = running;
        long events = session != null ? session.counts().total() : live != null ? live.counts().total() : 0;
        String mode = session != null && now == Phase.RUNNING ? session.mode().label()
                : live != null ? live.mode().label() : ""; //$NON-NLS-1$
        mode = end.map(reason -> NLS.bind(Messages.Recording_ended, reason)).orElse(mode);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new RecordingStatus(now, seconds, events, lost(), mode, "", //$NON-NLS-1$
                now == Phase.LIVE ? known.table() : List.of());
    }

    /** What was lost so far of the events that come in now. */
    long lost() {
        LiveSession live = listening;
        RecordingSession session = running;
        return session != null ? session.lost() : live != null ? live.losses().missed() + live.losses().damaged() : 0;
    }

    /** The events that are kept. */
    EventRows events() {
        Object of = source;
        EventSnapshot now = store.snapshot();
        return new EventRows(of, registry.tracefs().connection().address().toString(), cleared,
                new StoredSequence(now.first(), now.events()));
    }

    /** What was measured of those that run now, or of the last that ran. */
    Latencies latencies() {
        RecordingSession session = running;
        LiveSession live = listening;
        return session != null ? session.latencies() : live != null ? live.latencies() : measured;
    }

    private void clearEvents() {
        measured = Latencies.NONE;
        store.clear();
        cleared = store.dropped();
        source = new Object();
    }

    /** Listens while probes of ours are enabled, and does not while none is. */
    synchronized void follow(Progress progress) throws TargetException {
        if (running != null) {
            return;
        }
        LiveSession old = listening;
        if (old != null && old.ended().isPresent()) {
            stopListening();
        }
        boolean any = registry.snapshot().observed().ours().stream().anyMatch(ObservedProbe::enabled);
        if (any && listening == null) {
            clearEvents();
            begun = System.nanoTime();
            listening = LiveSession.start(registry, store, progress);
            phase = Phase.LIVE;
        } else if (!any && listening != null) {
            stopListening();
        }
        changed.run();
    }

    private void stopListening() {
        LiveSession open = listening;
        if (open != null) {
            open.close();
            measured = open.latencies();
            listening = null;
            phase = last.table().isEmpty() ? Phase.NONE : Phase.DONE;
        }
    }

    /**
     * Refuses a change of probes while they are recorded, or about to be.
     *
     * @throws TargetException when a recording begins, runs or ends
     */
    void checkIdle() throws TargetException {
        if (running != null || phase == Phase.STARTING || phase == Phase.STOPPING) {
            throw new TargetException(Messages.Recording_runs);
        }
    }

    /** Starts to record what our enabled probes hit, or all of ours where none is enabled. */
    synchronized void start(Progress progress) throws TargetException {
        checkIdle();
        List<ObservedProbe> ours = registry.refresh().observed().ours();
        List<ObservedProbe> enabled = ours.stream().filter(ObservedProbe::enabled).toList();
        StudioSettings settings = StudioSettings.now();
        List<ObservedProbe> chosen = enabled.isEmpty() ? ours : enabled;
        start(chosen, new Wish(settings.beside().events(), settings.beside().stacks(),
                chosen.stream().map(probe -> probe.key().toString()).filter(settings.beside().stacksOf()::contains)
                        .toList(),
                settings.bufferKb(), settings.clock()), progress);
    }

    /**
     * Starts to record those of our probes that have one of some keys, as a plan says.
     *
     * @param stacksOf what of it alone is followed by the kernel's stack, each {@code group/event} or as the plan calls it
     */
    synchronized void start(Set<ProbeKey> keys, RecordingPlan plan, Set<String> stacksOf, Progress progress)
            throws TargetException {
        checkIdle();
        start(registry.refresh().observed().ours().stream().filter(probe -> keys.contains(probe.key())).toList(),
                new Wish(plan.events(), plan.stacks(), List.copyOf(stacksOf), plan.bufferKb(), plan.clock()), progress);
    }

    /** What is recorded beside the probes, and how. */
    private record Wish(List<String> events, boolean stacks, List<String> stacksOf, OptionalInt bufferKb,
            Optional<String> clock) {

        /** The stack behind each event leaves none to choose. */
        Wish {
            stacksOf = stacks ? List.of() : List.copyOf(stacksOf);
        }

        RecordingRequest request(List<DesiredProbe> probes, Path folder) {
            return new RecordingRequest(new DesiredProbes(probes), events, List.of(), stacks, bufferKb, clock,
                    Optional.of(folder), true).withStacksOf(stacksOf);
        }
    }

    private void start(List<ObservedProbe> chosen, Wish wish, Progress progress) throws TargetException {
        if (chosen.isEmpty() && wish.events.isEmpty()) {
            throw new TargetException(Messages.Recording_nothing);
        }
        checkStacks(chosen.stream()
                .filter(probe -> wish.stacks || wish.stacksOf.contains(probe.key().toString())).toList(), progress);
        phase = Phase.STARTING;
        changed.run();
        history.freeze();
        try {
            stopListening();
            phase = Phase.STARTING;
            List<ProbeKey> keys = chosen.stream().map(ObservedProbe::key).toList();
            taken = chosen.stream().flatMap(probe -> probe.shownDefinitions().stream()
                    .map(line -> new DesiredProbe(line, true, probe.filter(), ""))).toList(); //$NON-NLS-1$
            history.carry(registry.sample(), keys);
            work.apply(current -> ProbeWork.asDesired(current, probe -> !keys.contains(probe.key()),
                    ObservedProbe::enabled), new ApplyOptions(true, null), progress);
            clearEvents();
            begun = System.nanoTime();
            running = RecordingSession.start(registry,
                    wish.request(taken, folder()).aligned(isAligned(wish.clock)), store, progress);
            phase = Phase.RUNNING;
            history.thaw();
        } catch (TargetException | RuntimeException failed) {
            backToIdle(Phase.NONE, progress);
            throw failed;
        } finally {
            changed.run();
        }
    }

    /** Where others are connected, so that recordings of the same time can be opened together. */
    private boolean isAligned(Optional<String> clock) throws TargetException {
        return others.getAsBoolean() && registry.tracefs().exists("instances") //$NON-NLS-1$
                && new TraceClock(clock.orElse(TraceClock.LOCAL.name()), 0).inNanoseconds();
    }

    /** Nobody is asked: no board survives it. */
    private void checkStacks(List<ObservedProbe> chosen, Progress progress) throws TargetException {
        List<String> returns = chosen.stream().filter(probe -> probe.type() == 'r').map(probe -> probe.key().event())
                .toList();
        if (!returns.isEmpty() && registry.judge(progress).dialect().architecture() == Architecture.ARM) {
            throw new TargetException(NLS.bind(Messages.Recording_deadly, String.join(", ", returns))); //$NON-NLS-1$
        }
    }

    private Path folder() throws TargetException {
        String target = registry.tracefs().connection().address().toString().replaceAll("[^A-Za-z0-9.]+", "-") //$NON-NLS-1$ //$NON-NLS-2$
                .replaceAll("-$", ""); //$NON-NLS-1$ //$NON-NLS-2$
        String name = LocalDateTime.now().format(NAME) + "-" + target; //$NON-NLS-1$
        Path folder = StudioState.recordings().resolve(name);
        for (int other = 2; Files.exists(folder); other++) {
            folder = StudioState.recordings().resolve(name + "-" + other); //$NON-NLS-1$
        }
        return folder;
    }

    /** Waits until a time is over, a command has ended, somebody stopped the recording, or cancelled. */
    void await(Duration limit, MeanwhileCommand command, Progress progress) throws InterruptedException {
        long since = System.nanoTime();
        while (registry.tracefs().connection().isOpen() && !progress.isCancelled()) {
            RecordingSession session = running;
            if (session == null || session.isOver()) {
                return;
            }
            long nanos = System.nanoTime() - since;
            boolean over = limit.isZero() ? command.hasEnded() : nanos >= limit.toNanos();
            if (over) {
                return;
            }
            progress.report(NLS.bind(Messages.Recording_step, Long.valueOf(nanos / 1_000_000_000L),
                    Long.valueOf(status().events())));
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Stops the recording, and makes its table. */
    synchronized void stop(Progress progress) throws TargetException {
        RecordingSession session = running;
        if (session == null) {
            return;
        }
        phase = Phase.STOPPING;
        changed.run();
        history.freeze();
        try {
            RecordingResult result = session.stop(progress);
            measured = session.latencies();
            history.carry(result.rows());
            last = status(result, session.counts().total());
            if (!result.leftBehind().isEmpty()) {
                throw new TargetException(String.join("\n", result.leftBehind())); //$NON-NLS-1$
            }
        } finally {
            session.close();
            running = null;
            backToIdle(Phase.DONE, progress);
        }
    }

    private static RecordingStatus status(RecordingResult result, long events) {
        List<io.kprobestudio.ui.session.HitRow> table = result.rows().stream().map(LiveRecording::row).toList();
        return new RecordingStatus(Phase.DONE, result.duration().toNanos() / 1e9, events, result.losses().kernelLost(),
                result.mode().label(), result.output().map(Path::toString).orElse(""), table); //$NON-NLS-1$
    }

    private static io.kprobestudio.ui.session.HitRow row(HitRow row) {
        return new io.kprobestudio.ui.session.HitRow(row.event().toString(), row.hits(), row.decoded(),
                row.filtered(), row.lost(), row.misses());
    }

    private void backToIdle(Phase idle, Progress progress) throws TargetException {
        try {
            giveBack(progress);
        } finally {
            history.thaw();
            if (registry.tracefs().connection().isOpen()) {
                registry.refresh();
            }
            phase = idle;
            changed.run();
        }
    }

    /** Makes the recorded probes again, disabled, as probes that stay. */
    private void giveBack(Progress progress) throws TargetException {
        List<DesiredProbe> back = taken.stream().map(probe -> probe.withEnabled(false)).toList();
        taken = List.of();
        if (!back.isEmpty() && registry.tracefs().connection().isOpen()) {
            List<String> there = registry.refresh().observed().ours().stream()
                    .flatMap(probe -> probe.shownDefinitions().stream()).toList();
            List<DesiredProbe> missing = back.stream().filter(probe -> !there.contains(probe.definition())).toList();
            work.apply(current -> current.asDesired().with(missing), new ApplyOptions(true, null), progress);
        }
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
        RecordingSession session = running;
        if (session != null) {
            session.close();
            running = null;
        }
        LiveSession open = listening;
        if (open != null) {
            open.close();
            listening = null;
        }
    }
}
