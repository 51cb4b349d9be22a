/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.KernelValues;
import io.kprobestudio.recording.internal.Accounting;
import io.kprobestudio.recording.internal.Capture;
import io.kprobestudio.recording.internal.ClockWatch;
import io.kprobestudio.recording.internal.Metadata;
import io.kprobestudio.recording.internal.OwnProbes;
import io.kprobestudio.recording.internal.RecordedInstance;
import io.kprobestudio.recording.internal.RecordingFolderWriter;
import io.kprobestudio.recording.internal.RecordingInstance;
import io.kprobestudio.recording.internal.StackTriggers;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.Session;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.CpuStats;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * One recording with probes of its own. {@link #start} defines them in a group and a tracing instance of our own and
 * switches them on; {@link #stop} switches them off, reads the kernel's counts, drains what is left, and removes all that
 * was made. Whatever happens in between, {@link #close} removes it too; should this process die, the next start does.
 *
 * <p>{@link #counts} may be asked by any thread; the other methods are for one thread at a time.
 */
public final class RecordingSession implements AutoCloseable {

    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    private final ProbeRegistry registry;
    private final RecordingRequest request;
    private final Tracefs tracefs;
    private final List<String> problems = new ArrayList<>();
    /* The recording's own, and maybe one for the events that alone are followed by stacks. */
    private final List<RecordedInstance> instances = new CopyOnWriteArrayList<>();
    private @Nullable Session session;
    private @Nullable OwnProbes probes;
    private @Nullable RecordingFolderWriter writer;
    private @Nullable ClockWatch clock;
    private volatile @Nullable Capture capture;
    private @Nullable RecordingResult result;
    private long began;

    private RecordingSession(ProbeRegistry registry, RecordingRequest request) {
        this.registry = registry;
        this.request = request;
        tracefs = registry.tracefs();
    }

    /**
     * Starts a recording. What an earlier recording of ours left behind is removed first.
     *
     * @param registry the target's registry
     * @param request what is recorded
     * @param store gets the decoded events, or null when nobody looks at them
     * @param progress told each step before it is done, and asked whether to go on
     * @return the running recording, which the caller stops or closes
     * @throws RecordingException when a definition is refused; nothing is left on the target
     * @throws TargetException when something else fails; what was made is removed as far as the link allows
     */
    public static RecordingSession start(ProbeRegistry registry, RecordingRequest request, @Nullable EventStore store,
            Progress progress) throws TargetException {
        RecordingSession recording = new RecordingSession(registry, request);
        try {
            recording.begin(store, progress);
            return recording;
        } catch (IOException unwritable) {
            recording.close();
            throw new TargetException("the recording cannot be saved: " + unwritable.getMessage(), unwritable);
        } catch (TargetException | RuntimeException failure) {
            recording.close();
            throw failure;
        }
    }

    private void begin(@Nullable EventStore store, Progress progress) throws TargetException, IOException {
        progress.report("looking for what an earlier recording left behind");
        registry.removeAbandoned(progress);
        progress.report("judging the definitions");
        OwnProbes mine = OwnProbes.judge(registry, request, progress);
        List<String> events = staticEvents();
        List<String> switched = new ArrayList<>(mine.keys().stream().map(ProbeKey::toString).toList());
        switched.addAll(events);
        List<String> stacked = StackTriggers.meant(request.stacksOf(), switched);
        boolean apart = !stacked.isEmpty()
                && !StackTriggers.tellStacks(registry.judge(progress).dialect().architecture());
        Session begun = registry.beginRecording();
        session = begun;
        progress.report("making the tracing instance");
        RecordingInstance made = makeInstances(begun, switched, apart ? stacked : List.of());
        TraceInstance instance = made.instance();
        KernelValues values = made.kernelValues(events, progress);
        for (RecordedInstance each : instances) {
            each.made().configure(request);
        }
        progress.check("recording");
        progress.report("adding the probes");
        probes = mine;
        mine.add(begun, progress);
        List<Long> servers = request.ownLeftOut() ? made.leaveOutOwn() : List.of();
        for (RecordedInstance each : instances) {
            for (String event : each.events()) {
                each.made().filter(event, mine.filter(event), request.pids(), servers);
            }
        }
        Metadata read = Metadata.read(registry, instance, switched, progress).with(values);
        List<Integer> cpus = instance.cpus();
        Optional<Path> output = request.output();
        if (output.isPresent()) {
            RecordingFolderWriter saving = new RecordingFolderWriter(output.get(), cpus);
            writer = saving;
            read.save(saving);
            if (apart) {
                saving.expectBeside(cpus);
            }
        }
        if (request.clockAligned()) {
            progress.report("comparing the clocks");
            clock = ClockWatch.begin(registry, begun, instance);
        }
        List<FileWrite> deadMan = new ArrayList<>(made.chooseStacks(apart ? List.of() : stacked));
        instances.forEach(each -> deadMan.addAll(each.deadMan()));
        progress.check("recording");
        progress.report("starting to drain");
        Capture data = new Capture(read.metadata(), cpus, apart ? cpus : List.of(), store, writer,
                Capture.FormatSource.NONE);
        capture = data;
        boolean mixed = request.stacks() || !stacked.isEmpty() && !apart;
        for (RecordedInstance each : instances) {
            boolean first = each.made() == made;
            each.drain(new DrainRequest(each.instance().path(), cpus, read.metadata().layout().size())
                    .withShortestRecord(read.shortestRecord(mixed || !first))
                    .withDeadMan(deadMan).withMostEvents(request.mostEvents())
                    .withOwnLeftOut(request.ownLeftOut()), first ? data : data.beside());
        }
        progress.report("switching the events on");
        for (RecordedInstance each : instances) {
            each.on();
        }
        if (request.stacks()) {
            made.stacks(switched);
        } else {
            made.stacksOfChosen();
        }
        began = System.nanoTime();
    }

    /**
     * Makes the recording's instance, and one beside it where there are events that are recorded apart.
     *
     * @return the recording's own
     */
    private RecordingInstance makeInstances(Session begun, List<String> switched, List<String> apart)
            throws TargetException {
        RecordingInstance made = RecordingInstance.make(registry, begun);
        instances.add(new RecordedInstance(made, without(switched, apart)));
        if (!apart.isEmpty()) {
            RecordingInstance beside = RecordingInstance.beside(registry, begun, made);
            instances.add(new RecordedInstance(beside, apart));
            beside.stacksOfAll();
        }
        return made;
    }

    /** What is recorded but for some events; a group that one of those is in becomes its other events. */
    private List<String> without(List<String> recorded, List<String> apart) throws TargetException {
        List<String> left = new ArrayList<>();
        for (String event : recorded) {
            if (apart.stream().anyMatch(one -> one.startsWith(event + "/"))) {
                tracefs.texts(List.of("events/" + event + "/*/enable")).keySet()
                        .forEach(file -> left.add(file.substring("events/".length(), file.lastIndexOf('/'))));
            } else {
                left.add(event);
            }
        }
        left.removeAll(apart);
        return left;
    }

    private List<String> staticEvents() throws TargetException {
        for (String event : request.events()) {
            if (!tracefs.exists("events/" + event + "/enable")) {
                throw new TargetException("the kernel has no such event: event=%s; %s lists them".formatted(event,
                        tracefs.path("available_events")));
            }
        }
        return List.copyOf(new LinkedHashSet<>(request.events()));
    }

    /** How the buffers are drained. */
    public DrainMode mode() {
        return instances.stream().findFirst().map(RecordedInstance::mode).orElse(DrainMode.AFTERWARDS);
    }

    /** Whether nothing more comes: the link broke, or the target switched the events off. {@link #stop} tells why. */
    public boolean isOver() {
        return instances.stream().anyMatch(RecordedInstance::hasEnded);
    }

    /** The tracing instance that is recorded. */
    public String instanceName() {
        return instances.getFirst().instance().name();
    }

    /** What was decoded so far. Cheap; for any thread. */
    public LiveCounts counts() {
        Capture data = capture;
        return data == null ? LiveCounts.NONE : data.counts();
    }

    /** How many events and damaged sub-buffers were lost so far, as far as pages tell. Cheap; for any thread. */
    public long lost() {
        Capture data = capture;
        return data == null ? 0 : data.missed() + data.damaged();
    }

    /** How long functions took so far whose entry and return are probed; nothing when events go into no store. */
    public Latencies latencies() {
        Capture data = capture;
        return data == null ? Latencies.NONE : data.latencies();
    }

    /**
     * Ends the recording: switches the events off, reads the kernel's counts, drains what is left, removes what was made,
     * saves. A second call gives the same result.
     *
     * @param progress told each step before it is done
     * @return what the recording brought
     * @throws LinkException when the link broke; what came until then is saved, and the message says where
     * @throws TargetException when something else fails; what was made is removed as far as the target allows
     */
    public RecordingResult stop(Progress progress) throws TargetException {
        RecordingResult known = result;
        if (known != null) {
            return known;
        }
        Capture data = capture;
        OwnProbes mine = probes;
        if (data == null || mine == null) {
            throw new IllegalStateException("the recording did not begin");
        }
        try {
            progress.report("switching the events off");
            switchOff();
            Duration lasted = Duration.ofNanos(System.nanoTime() - began);
            progress.report("reading the kernel's counts");
            KprobeProfile profile = tracefs.profile();
            Map<String, String> texts = tracefs.texts(List.of(Tracefs.KPROBE_EVENTS, "kprobe_profile",
                    "saved_cmdlines"));
            progress.report("draining what is left");
            DrainMode mode = mode();
            for (RecordedInstance each : instances) {
                each.finishDrain(DRAIN_PATIENCE, problems);
            }
            List<Map<Integer, String>> stats = new ArrayList<>();
            for (RecordedInstance each : instances) {
                stats.add(each.stats());
            }
            ClockWatch watch = clock;
            if (watch != null) {
                progress.report("comparing the clocks");
                watch.end(problems);
            }
            data.finish();
            RecordingFolderWriter saving = writer;
            if (saving != null) {
                saving.counts(texts, stats.getFirst());
                if (stats.size() > 1) {
                    saving.countsBeside(stats.getLast());
                }
                saveClock(saving);
            }
            progress.report("removing the probes");
            removeAll();
            CpuStats sum = stats.stream().flatMap(each -> each.values().stream()).map(CpuStats::parse)
                    .reduce(CpuStats.NONE, CpuStats::plus);
            LossAccount losses = losses(data, sum);
            List<HitRow> rows = Accounting.rows(mine.keys(), filtered(mine), data.counts(), profile,
                    losses.kernelLost());
            Optional<Path> saved = saving == null ? Optional.empty() : Optional.of(saving.finish());
            if (!data.saveFailure().isEmpty()) {
                problems.add("the recording is not whole: " + data.saveFailure());
            }
            if (!data.decodeFailure().isEmpty()) {
                problems.add("not all events were decoded and counted; what is saved can be decoded again: "
                        + data.decodeFailure());
            }
            RecordingResult made = new RecordingResult(rows, losses, lasted, mode,
                    Accounting.late(rows, losses, sum.readEvents(), data.counts().total()), saved, problems);
            result = made;
            return made;
        } catch (IOException unwritable) {
            throw new TargetException("the recording cannot be saved: %s%s".formatted(unwritable.getMessage(),
                    keptUnfinished()), unwritable);
        } catch (TargetException failure) {
            if (tracefs.connection().isOpen() && !(failure instanceof LinkException)) {
                throw failure;
            }
            throw new LinkException(failure.getMessage() + saveWhatCame(data), failure);
        } finally {
            close();
        }
    }

    /** The link broke: what came over it is a recording, without the kernel's counts in the end. Gives what to tell. */
    private String saveWhatCame(Capture data) {
        instances.forEach(RecordedInstance::closeDrain);
        data.finish();
        long events = data.counts().total();
        RecordingFolderWriter saving = writer;
        if (saving == null) {
            return "; events that came until then: " + events;
        }
        try {
            saveClock(saving);
            return "; what came until then is saved: output=%s events=%d".formatted(saving.finish(), events);
        } catch (IOException unwritable) {
            return "; what came until then cannot be saved: " + unwritable.getMessage() + keptUnfinished();
        }
    }

    private String keptUnfinished() {
        RecordingFolderWriter saving = writer;
        return saving == null ? "" : saving.keptUnfinished();
    }

    private void saveClock(RecordingFolderWriter saving) throws IOException {
        ClockWatch watch = clock;
        if (watch != null) {
            saving.text(ClockRelation.FILE, watch.relation().toText());
        }
    }

    private Set<ProbeKey> filtered(OwnProbes mine) {
        return request.pids().isEmpty() && !request.ownLeftOut() ? mine.filteredKeys() : new HashSet<>(mine.keys());
    }

    private static LossAccount losses(Capture data, CpuStats sum) {
        return new LossAccount(data.missed(), data.gaps(), sum.overrun() + sum.commitOverrun(), sum.dropped(),
                sum.entries(), 0, data.damaged(), 0);
    }

    private void switchOff() throws TargetException {
        for (RecordedInstance each : instances) {
            each.off(problems);
        }
    }

    /** Removes what is there still, in the order that the kernel allows; what fails is noted, and the rest goes on. */
    private void removeAll() {
        OwnProbes mine = probes;
        try {
            switchOff();
        } catch (TargetException failure) {
            problems.add("the events could not be switched off: " + failure.getMessage());
        }
        instances.forEach(RecordedInstance::closeDrain);
        ClockWatch watch = clock;
        if (watch != null) {
            watch.remove(problems);
            clock = null;
        }
        instances.forEach(each -> each.remove(problems));
        instances.clear();
        if (mine != null) {
            mine.remove(problems);
            probes = null;
        }
        Session begun = session;
        if (begun != null) {
            begun.close();
            session = null;
        }
    }

    /**
     * Ends the recording where it stands and removes what was made, without a result. Never throws; closing twice, or
     * after {@link #stop}, is harmless.
     */
    @Override
    public void close() {
        removeAll();
        Capture data = capture;
        if (data != null) {
            data.close();
        }
        RecordingFolderWriter saving = writer;
        if (saving != null) {
            try {
                saving.close();
            } catch (IOException stays) {
                problems.add("an unfinished recording stays: " + stays.getMessage());
            }
            writer = null;
        }
    }

    /** What could not be removed or put back so far, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
