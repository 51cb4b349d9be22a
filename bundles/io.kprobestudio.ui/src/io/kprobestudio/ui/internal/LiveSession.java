/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.ObservedProbe;
import io.kprobestudio.registry.ObservedProbes;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.RegistrySnapshot;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.BuildIds;
import io.kprobestudio.tracefs.Tracefs;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.AppliedProbes;
import io.kprobestudio.ui.session.DoctorLine;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.HitTrace;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.RecordingPlan;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.TargetFacts;
import io.kprobestudio.ui.session.TargetSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.osgi.util.NLS;

/**
 * A session on a connected target: its registry, a sampler that reads the kernel's counts, and the recording.
 */
public final class LiveSession implements TargetSession, AutoCloseable {

    /** The scheme of kernels that come to no harm. */
    static final String SIMULATED = "sim"; //$NON-NLS-1$

    private final Connection connection;
    private final ProbeRegistry registry;
    private final Judge judge;
    private final TargetFacts facts;
    private final Listeners listeners = new Listeners();
    private final HitHistory history = new HitHistory();
    private final ProbeWork work;
    private final Sampler sampler;
    private final LiveRecording recording;
    private volatile List<ProbeInfo> probes = List.of();
    private volatile double load;

    private LiveSession(Connection connection, ProbeRegistry registry, Judge judge, TargetFacts facts,
            BooleanSupplier others) {
        this.connection = connection;
        this.registry = registry;
        this.judge = judge;
        this.facts = facts;
        work = new ProbeWork(registry);
        sampler = new Sampler(connection, registry);
        recording = new LiveRecording(registry, work, history, others, this::happened);
        registry.subscribe(this::take);
    }

    /**
     * Opens a session on a connection, which then belongs to it.
     *
     * @param others whether other targets are connected now, whose events may be looked at beside this one's; any thread
     * @throws TargetException when the target has no kprobe events or the link fails; the connection is closed then
     */
    public static LiveSession open(Connection connection, BooleanSupplier others, Progress progress)
            throws TargetException {
        try {
            Tracefs tracefs = Tracefs.withKprobes(connection);
            ProbeRegistry registry = ProbeRegistry.open(tracefs, StudioState.folder());
            registry.removeAbandoned(progress);
            progress.report(Messages.Describe_job);
            Judge judge = registry.judge(progress);
            LiveSession session = new LiveSession(connection, registry, judge, TargetReader.read(tracefs, judge),
                    others);
            session.take(registry.snapshot());
            session.recording.follow(progress);
            session.sampler.start();
            return session;
        } catch (TargetException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Events came, or a recording began or ended. */
    private void happened() {
        listeners.tell();
        sampler.stir();
    }

    private void take(RegistrySnapshot snapshot) {
        if (!history.isFrozen()) {
            List<ProbeInfo> taken = history.take(snapshot, recording.lost());
            load = taken.stream().filter(ProbeInfo::ours).mapToDouble(ProbeInfo::rate).sum();
            probes = taken;
            listeners.tell();
        }
    }

    @Override
    public TargetAddress address() {
        return connection.address();
    }

    @Override
    public TargetFacts facts() {
        return facts;
    }

    @Override
    public List<ProbeInfo> probes() {
        return probes;
    }

    @Override
    public double load() {
        return load;
    }

    @Override
    public List<HitTrace> history() {
        return history.traces();
    }

    @Override
    public List<HitPoint> losses() {
        return history.losses();
    }

    @Override
    public List<HitPoint> history(ProbeKey key, int newest) {
        return history.newest(key, newest);
    }

    @Override
    public Judge judge() {
        return judge;
    }

    @Override
    public Verdict judge(String line) {
        return judge.judge(line);
    }

    @Override
    public void add(List<String> lines, boolean enable, boolean dangerous, Progress progress) throws TargetException {
        List<DesiredProbe> added = lines.stream().map(line -> ProbeWork.desired(line, enable)).toList();
        change(current -> current.asDesired().with(added), options(dangerous), progress);
    }

    private ApplyReport change(Function<ObservedProbes, DesiredProbes> change, ApplyOptions options, Progress progress)
            throws TargetException {
        recording.checkIdle();
        try {
            return work.apply(change, options, progress);
        } finally {
            if (connection.isOpen()) {
                recording.follow(progress);
            }
        }
    }

    private static ApplyOptions options(boolean dangerous) {
        return new ApplyOptions(dangerous, null);
    }

    @Override
    public void replace(ProbeKey old, String line, boolean dangerous, Progress progress) throws TargetException {
        change(current -> work.replaced(current, old, line), options(dangerous), progress);
    }

    @Override
    public AppliedProbes apply(DesiredProbes wanted, Prompter prompter, Progress progress) throws TargetException {
        recording.checkIdle();
        Set<ProbeKey> keys = new HashSet<>();
        Set<String> dangers = new LinkedHashSet<>();
        for (DesiredProbe probe : wanted.probes()) {
            JudgedProbe judged = registry.judge(probe, progress);
            judged.dangers().forEach(danger -> dangers.add(probe.definition() + ": " + danger.message())); //$NON-NLS-1$
            ProbeKey key = judged.key();
            if (key != null) {
                keys.add(key);
            }
        }
        confirm(dangers, prompter);
        ApplyReport report = change(current -> ProbeWork.asDesired(current, probe -> !keys.contains(probe.key()),
                ObservedProbe::enabled).with(wanted.probes()), options(true), progress);
        int added = count(report, ApplyReport.Result.ADDED);
        int replaced = count(report, ApplyReport.Result.REPLACED);
        return new AppliedProbes(added, replaced, wanted.probes().size() - added - replaced);
    }

    private static int count(ApplyReport report, ApplyReport.Result result) {
        return (int) report.outcomes().stream().filter(outcome -> outcome.result() == result).count();
    }

    @Override
    public void remove(List<ProbeKey> keys, Progress progress) throws TargetException {
        change(current -> ProbeWork.asDesired(current, probe -> !keys.contains(probe.key()),
                ObservedProbe::enabled), options(true), progress);
    }

    @Override
    public void adopt(List<ProbeKey> keys, Progress progress) throws TargetException {
        recording.checkIdle();
        registry.adopt(keys);
        recording.follow(progress);
    }

    @Override
    public Map<ProbeKey, List<DesiredProbe>> ours() {
        return ProbeWork.byKey(registry.snapshot().observed());
    }

    @Override
    public void restore(Map<ProbeKey, List<DesiredProbe>> wanted, Progress progress) throws TargetException {
        change(current -> ProbeWork
                .asDesired(current, probe -> !wanted.containsKey(probe.key()), ObservedProbe::enabled)
                .with(wanted.values().stream().flatMap(List::stream).toList()), options(true), progress);
    }

    @Override
    public void enable(List<ProbeKey> keys, boolean on, Progress progress) throws TargetException {
        change(current -> ProbeWork.asDesired(current, probe -> true,
                probe -> keys.contains(probe.key()) ? on : probe.enabled()), options(true), progress);
    }

    @Override
    public void recordStacks(List<ProbeKey> keys, boolean on) {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).put(StudioSettings.BESIDE,
                StudioSettings.now().beside().withStacksOf(keys, on).words());
        probes = probes.stream()
                .map(probe -> keys.contains(probe.key()) && probe.stack() != on ? probe.withStack(on) : probe).toList();
        listeners.tell();
    }

    @Override
    public void run(List<String> lines, Prompter prompter, Progress progress) throws TargetException {
        if (recording.status().isActive()) {
            recording.stop(progress);
        }
        ObservedProbes there = registry.refresh().observed();
        List<DesiredProbe> missing = new ArrayList<>();
        List<ProbeKey> present = new ArrayList<>();
        Set<String> dangers = new LinkedHashSet<>();
        for (String line : lines) {
            DesiredProbe probe = ProbeWork.desired(line, true);
            JudgedProbe judged = registry.judge(probe, progress);
            judged.dangers().forEach(danger -> dangers.add(danger.message()));
            ProbeKey key = judged.key();
            Optional<ObservedProbe> known = key == null ? Optional.empty()
                    : there.find(key).filter(observed -> observed.ownership().isOurs());
            known.ifPresentOrElse(observed -> present.add(observed.key()), () -> missing.add(probe));
        }
        confirm(dangers, prompter);
        work.apply(current -> ProbeWork.asDesired(current, probe -> true,
                probe -> probe.enabled() || present.contains(probe.key())).with(missing), options(true), progress);
        startRecording(progress);
    }

    /** A simulated kernel comes to no harm; for every other one a person decides, here or on the preference page. */
    private void confirm(Set<String> dangers, Prompter prompter) throws CancelledException {
        if (!dangers.isEmpty() && StudioSettings.now().confirmsDanger() && !address().scheme().equals(SIMULATED)
                && !prompter.confirm(new Prompter.Confirmation(
                        address(), Messages.Danger_title,
                        NLS.bind(Messages.Danger_question, String.join("\n", dangers))))) { //$NON-NLS-1$
            throw new CancelledException("dangerous probes were not confirmed"); //$NON-NLS-1$
        }
    }

    @Override
    public RecordingStatus recording() {
        return recording.status();
    }

    @Override
    public void startRecording(Progress progress) throws TargetException {
        recording.start(progress);
    }

    @Override
    public void record(RecordingPlan plan, Prompter prompter, Progress progress)
            throws TargetException, InterruptedException {
        if (recording.status().isActive()) {
            recording.stop(progress);
        }
        Set<ProbeKey> keys = new HashSet<>();
        Set<String> stacksOf = new HashSet<>(plan.events());
        stacksOf.retainAll(plan.stacksOf());
        for (DesiredProbe probe : plan.probes().probes()) {
            ProbeKey key = registry.judge(probe, progress).key();
            if (key != null && probe.enabled()) {
                keys.add(key);
                if (plan.stacksOf().contains(RecordingPlan.name(probe))) {
                    stacksOf.add(key.toString());
                }
            }
        }
        apply(plan.probes(), prompter, progress);
        recording.start(keys, plan, stacksOf, progress);
        String complaint = ""; //$NON-NLS-1$
        try (MeanwhileCommand command = new MeanwhileCommand(connection, plan.command())) {
            recording.await(plan.limit(), command, progress);
            complaint = command.complaint();
        } finally {
            // what was recorded is kept, cancelled or not
            recording.stop(Progress.NONE);
            recording.follow(Progress.NONE);
        }
        if (!complaint.isEmpty()) {
            throw new TargetException(complaint);
        }
    }

    @Override
    public void stopRecording(Progress progress) throws TargetException {
        recording.stop(progress);
        recording.follow(progress);
    }

    @Override
    public EventRows events() {
        return recording.events();
    }

    @Override
    public Latencies latencies() {
        return recording.latencies();
    }

    @Override
    public Optional<String> moduleBuildId(String module) throws TargetException {
        return BuildIds.ofModule(connection, module);
    }

    @Override
    public List<DoctorLine> doctor(Progress progress) throws TargetException {
        return TargetReader.doctor(connection, progress);
    }

    @Override
    public Subscription subscribe(Runnable listener) {
        return listeners.add(listener);
    }

    /** Ends the session: stops to sample, gives up a recording, and closes the connection. Never throws. */
    @Override
    public void close() {
        sampler.close();
        recording.close();
        registry.close();
        connection.close();
    }
}
