/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.internal.Applying;
import io.kprobestudio.registry.internal.GroupedDefinition;
import io.kprobestudio.registry.internal.Observing;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * The probes of one target, as one workspace or user works with them. Thread-safe: operations that write or look at the
 * target run one after the other on their callers' threads; {@link #snapshot} never waits.
 *
 * <p>To change something: take the desired probes of a {@link #snapshot}, make others of them, let {@link #plan} show what
 * will be written, and {@link #apply} it. Closing the registry leaves the probes where they are.
 */
public final class ProbeRegistry implements AutoCloseable {

    private static final int UNDO_DEPTH = 20;
    private static final int CHANGE_TRIES = 5;

    private final Tracefs tracefs;
    private final WorkspaceId id;
    private final StateFolder state;
    private final TargetKernel kernel;
    private final TargetJournal journal;
    private final String controlFile;
    private final OwnInstance own;
    private final Observing observing;
    private final CopyOnWriteArrayList<Consumer<RegistrySnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<DesiredProbes> undo = new ArrayDeque<>();
    private volatile RegistrySnapshot snapshot = RegistrySnapshot.EMPTY;
    private volatile Leftovers leftovers = Leftovers.NONE;

    private ProbeRegistry(Tracefs tracefs, WorkspaceId id, StateFolder state) throws TargetException {
        this.tracefs = tracefs;
        this.id = id;
        this.state = state;
        kernel = new TargetKernel(tracefs, state);
        journal = new TargetJournal(tracefs, state);
        controlFile = tracefs.controlFile();
        own = new OwnInstance(tracefs, journal, tracefs.hasInstances() ? id.name() : "");
        observing = new Observing(tracefs, id, controlFile, own.name());
    }

    /**
     * Opens the registry of a target and looks at it once. What of ours is there becomes the desired probes, so that a
     * plan changes only what the user changes.
     *
     * @param tracefs the target's tracefs
     * @param state where the id and the journal are kept
     * @return the registry
     * @throws TargetException when the target has no kprobe events, the link fails or the state folder cannot be used
     */
    public static ProbeRegistry open(Tracefs tracefs, StateFolder state) throws TargetException {
        try {
            Tracefs checked = Tracefs.withKprobes(tracefs.connection());
            ProbeRegistry registry = new ProbeRegistry(checked, state.workspaceId(), state);
            registry.refresh();
            registry.snapshot = new RegistrySnapshot(registry.snapshot.revision() + 1,
                    registry.snapshot.observed().asDesired(), registry.snapshot.observed(), registry.snapshot.counts());
            registry.leftovers = registry.journal.arrive(registry.snapshot.observed(),
                    registry.own.name().isEmpty() ? List.of() : registry.id.instanceNames());
            // Not before: what was switched on right before a crash is settled once we came
            registry.journal.journal().compact();
            return registry;
        } catch (IOException unusable) {
            throw new TargetException("the state folder cannot be used: path=%s: %s".formatted(state.path(),
                    unusable.getMessage()), unusable);
        }
    }

    /** The target's tracefs. */
    public Tracefs tracefs() {
        return tracefs;
    }

    /** Whose probes these are. */
    public WorkspaceId id() {
        return id;
    }

    /** The control file that definitions are written to, under the tracefs root. */
    public String controlFile() {
        return controlFile;
    }

    /** The latest snapshot. Never waits. */
    public RegistrySnapshot snapshot() {
        return snapshot;
    }

    /** What of ours was there when the registry was opened. */
    public Leftovers leftovers() {
        return leftovers;
    }

    /**
     * Tells when there is a new snapshot.
     *
     * @param listener called with it, on the thread that made the change; what it throws is dropped
     * @return closes the subscription
     */
    public Subscription subscribe(Consumer<RegistrySnapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void publish(DesiredProbes desired, ObservedProbes observed, HitCounts counts) {
        RegistrySnapshot next = new RegistrySnapshot(snapshot.revision() + 1, desired, observed, counts);
        snapshot = next;
        for (Consumer<RegistrySnapshot> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException bad) {
                // one bad listener does not break the rest
                continue;
            }
        }
    }

    /** Looks at the target again: what is defined and enabled, and the kernel's counts. */
    public synchronized RegistrySnapshot refresh() throws TargetException {
        Observing.Seen seen = observing.lookAndCount(journal.outstanding());
        publish(snapshot.desired(), seen.probes(), HitCounts.of(seen.profile(), Instant.now()));
        return snapshot;
    }

    /** Samples the kernel's counts alone: two files, one round trip. */
    public synchronized HitCounts sample() throws TargetException {
        HitCounts counts = HitCounts.of(tracefs.profile(), Instant.now());
        publish(snapshot.desired(), snapshot.observed(), counts);
        return counts;
    }

    private ObservedProbes look() throws TargetException {
        return observing.look(journal.outstanding());
    }

    /**
     * What judges definitions as the target's kernel does. The first call reads the target's description, which takes up
     * to some seconds over a slow link; later ones return at once.
     */
    public synchronized Judge judge(Progress progress) throws TargetException {
        return kernel.judge(progress);
    }

    /**
     * What was read of the target's kernel: its symbols and the like; read at the first call, or by an earlier connection to
     * the same boot of it.
     */
    public synchronized DescriptionReader.KernelFiles kernelFiles(Progress progress) throws TargetException {
        return kernel.files(progress);
    }

    /** Judges one desired probe as the target's kernel would, in the group that it will be in. */
    public JudgedProbe judge(DesiredProbe probe, Progress progress) throws TargetException {
        return judge(probe, judge(progress));
    }

    /** Judging can ask the target for an event's format, so that the link can break in the middle of it. */
    private JudgedProbe judge(DesiredProbe probe, Judge known) throws TargetException {
        try {
            return GroupedDefinition.judge(probe, id.name(), known);
        } catch (UncheckedIOException broken) {
            throw new TargetException("the target could not be asked about a definition: target=%s definition=%s: %s"
                    .formatted(tracefs.connection().address(), probe.definition(), broken.getMessage()), broken);
        }
    }

    /**
     * Takes over probes that others made, or another workspace: they are ours from now on, and nothing is written to the target.
     * What holds them there (another instance, perf) holds them still. Those that are ours already stay so.
     *
     * @param keys the events, by name
     * @return the registry's new snapshot, with them among the desired probes
     * @throws TargetException when one of them is not there, the link fails or the journal cannot be written
     */
    public synchronized RegistrySnapshot adopt(List<ProbeKey> keys) throws TargetException {
        ObservedProbes observed = look();
        for (ProbeKey key : keys) {
            ObservedProbe probe = observed.find(key).orElseThrow(
                    () -> new TargetException("there is no such probe on the target: event=" + key));
            if (!probe.ownership().isOurs()) {
                journal.adopt(probe);
            }
        }
        observed = look();
        publish(observed.asDesired(), observed, snapshot.counts());
        return snapshot;
    }

    /**
     * Plans how to get from what is on the target to what is desired. Writes nothing.
     *
     * @param desired all that the user wants of ours to be there; what of ours is not in it will be removed
     * @param progress told while the target's description is read
     * @return the plan
     * @throws TargetException when the link fails
     */
    public Plan plan(DesiredProbes desired, Progress progress) throws TargetException {
        return plan(there -> desired, progress);
    }

    /**
     * Plans a change of what is on the target. Writes nothing. Change and plan are made of one look at the target, so that
     * what others add at the same time makes the plan stale; a plan of a change that was made before would remove it.
     *
     * @param change makes what is desired of what is there; what of ours is not in it will be removed
     * @param progress told while the target's description is read
     * @return the plan
     * @throws TargetException when the link fails
     */
    public synchronized Plan plan(Function<ObservedProbes, DesiredProbes> change, Progress progress)
            throws TargetException {
        Judge known = judge(progress);
        ObservedProbes observed = look();
        List<JudgedProbe> judged = new ArrayList<>();
        for (DesiredProbe probe : change.apply(observed).probes()) {
            judged.add(judge(probe, known));
        }
        publish(snapshot.desired(), observed, snapshot.counts());
        return Plan.of(judged, observed, known.dialect().version().atLeast(5, 4));
    }

    /**
     * Applies a plan, if the target is still as it was when the plan was made; else nothing is written and the report is
     * stale: make the plan anew.
     *
     * @param plan the plan, as it was shown
     * @param options whether dangers were confirmed, and how long the probes stay
     * @param progress told what is being done
     * @return what came of each definition and event
     * @throws TargetException when the link fails in the middle: the next connection finds what was done
     */
    public synchronized ApplyReport apply(Plan plan, ApplyOptions options, Progress progress) throws TargetException {
        DesiredProbes before = snapshot.desired();
        ObservedProbes observed = look();
        boolean appends = judge(progress).dialect().version().atLeast(5, 4);
        if (!Plan.of(plan.judged(), observed, appends).steps().equals(plan.steps())) {
            publish(before, observed, snapshot.counts());
            return new ApplyReport(List.of(), true);
        }
        try {
            if (plan.steps().stream().anyMatch(ProbeRegistry::needsInstance)) {
                own.make(options.session());
            }
            ApplyReport report = new Applying(tracefs, controlFile, own.instance(),
                    journal.journal(), journal.boot(), options.session(), options.allowDangerous())
                    .apply(plan, progress);
            undo.push(before);
            if (undo.size() > UNDO_DEPTH) {
                undo.removeLast();
            }
            return report;
        } finally {
            if (tracefs.connection().isOpen()) {
                afterwards(plan, observed);
            }
        }
    }

    private static boolean needsInstance(PlanStep step) {
        return step instanceof PlanStep.Enable || step instanceof PlanStep.Filter;
    }

    private void afterwards(Plan plan, ObservedProbes before) throws TargetException {
        Set<ProbeKey> filtered = new HashSet<>();
        before.ours().stream().filter(probe -> !probe.filter().isEmpty()).forEach(probe -> filtered.add(probe.key()));
        plan.steps().stream().filter(PlanStep.Filter.class::isInstance).forEach(step -> filtered.add(step.key()));
        Observing.Seen seen = observing.lookAfterApply(journal.outstanding(), filtered);
        ObservedProbes left = seen.probes();
        if (!left.ours().isEmpty() && own.isIdle(left)) {
            // A filter that somebody set in the meantime would go with the instance
            left = look();
        }
        own.removeIfIdle(left);
        publish(plan.desired(), left, HitCounts.of(seen.profile(), Instant.now()));
    }

    /**
     * Plans a change of what is on the target and applies it; when the target changed in between, it is planned anew.
     *
     * @param change makes what is desired of what is there; what of ours is not in it will be removed
     * @param options whether dangers were confirmed, and how long the probes stay
     * @param progress told what is being done
     * @return what came of each definition and event
     * @throws TargetException when the link fails, or others changed the target each time
     */
    public ApplyReport change(Function<ObservedProbes, DesiredProbes> change, ApplyOptions options, Progress progress)
            throws TargetException {
        for (int tried = 0; tried < CHANGE_TRIES; tried++) {
            ApplyReport report = apply(plan(change, progress), options, progress);
            if (!report.stale()) {
                return report;
            }
        }
        throw new TargetException("somebody else keeps changing the probes on the target: target="
                + tracefs.connection().address());
    }

    /** Plans what takes the last apply back; the registry's desired probes before it. Empty when there was none. */
    public synchronized @Nullable Plan planUndo(Progress progress) throws TargetException {
        return undo.isEmpty() ? null : plan(undo.getFirst(), progress);
    }

    /** Applies what {@link #planUndo} planned, and forgets the apply that it takes back. */
    public synchronized ApplyReport undo(Plan plan, ApplyOptions options, Progress progress) throws TargetException {
        ApplyReport report = apply(plan, options, progress);
        if (!report.stale()) {
            undo.pop();
            undo.poll();
        }
        return report;
    }

    /**
     * Our instance, made if it is not there. It stays until the subscription is closed, also while nothing is enabled in
     * it. Where the kernel has no instances, the top one.
     */
    public synchronized HeldInstance holdInstance() throws TargetException {
        return own.hold();
    }

    /**
     * Our instance while it is held.
     *
     * @param instance the instance
     * @param release lets it go; it is removed by the next apply that leaves nothing enabled in it
     */
    public record HeldInstance(TraceInstance instance, Subscription release) implements AutoCloseable {

        @Override
        public void close() {
            release.close();
        }
    }

    /**
     * Begins a recording's session: what is applied with it is known as its own, so that the next start can remove it
     * should this process die.
     */
    public Session beginRecording() throws TargetException {
        try {
            return Session.begin(state);
        } catch (IOException unusable) {
            throw new TargetException("the state folder cannot be used: path=%s: %s".formatted(state.path(),
                    unusable.getMessage()), unusable);
        }
    }

    /** Notes that a recording is about to make an instance of this name. */
    public void noteInstance(String name, Session recording) throws TargetException {
        journal.note(Journal.Operation.INSTANCE, name, recording.name());
    }

    /** Notes that an instance of this name was removed. */
    public void noteInstanceRemoved(String name) throws TargetException {
        journal.note(Journal.Operation.INSTANCE_REMOVED, name, Session.LASTING);
    }

    /**
     * Removes what recordings left behind that were killed or lost their link: their probes, and the instances that they
     * made. Probes that were added to stay are kept.
     *
     * @return what came of it; empty when there was nothing
     * @throws TargetException when the link fails
     */
    public synchronized ApplyReport removeAbandoned(Progress progress) throws TargetException {
        List<ApplyReport.Outcome> outcomes = new ArrayList<>();
        for (String name : leftovers.abandonedInstances()) {
            // Removing an instance switches its events off, which is what lets the probes go.
            try {
                new TraceInstance(tracefs, name).remove();
                noteInstanceRemoved(name);
                outcomes.add(new ApplyReport.Outcome("instances/" + name, ApplyReport.Result.REMOVED, ""));
            } catch (FileException busy) {
                outcomes.add(new ApplyReport.Outcome("instances/" + name, ApplyReport.Result.HELD,
                        String.valueOf(busy.getMessage())));
            }
        }
        if (!leftovers.abandoned().isEmpty()) {
            outcomes.addAll(removeEvents(leftovers.abandoned(), progress).outcomes());
        }
        leftovers = new Leftovers(leftovers.kept(), List.of(), List.of(), List.of(), leftovers.endedByCrash());
        return new ApplyReport(outcomes, false);
    }

    /**
     * Removes events of ours by name and leaves all others as they are; those that are not there or not ours are left out.
     * The desired probes are then those that are left. Our instance goes with the last of them that is on, also where a killed
     * apply has left it without any.
     *
     * @param keys the events
     * @param progress told what is being done
     * @return what came of each
     * @throws TargetException when the link fails
     */
    public synchronized ApplyReport removeEvents(List<ProbeKey> keys, Progress progress) throws TargetException {
        ObservedProbes observed = look();
        List<ObservedProbe> gone = observed.ours().stream().filter(probe -> keys.contains(probe.key())).toList();
        Plan plan = Plan.of(List.of(), new ObservedProbes(gone, observed.hasInstance()), true);
        ApplyReport report = new Applying(tracefs, controlFile, own.instance(),
                journal.journal(),
                journal.boot(), Session.LASTING, false).apply(plan, progress);
        ObservedProbes left = look();
        own.removeIfIdle(left);
        publish(left.asDesired(), left, snapshot.counts());
        return report;
    }

    /** Forgets the listeners. The probes stay; the connection stays open. */
    @Override
    public void close() {
        listeners.clear();
    }
}
