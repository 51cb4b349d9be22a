/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done with one connected target. Values are immutable and cheap to ask for on any thread; the calls that throw wait
 * for the target and belong on a job's thread.
 */
public interface TargetSession {

    /** The target. */
    TargetAddress address();

    /** What is known of it. */
    TargetFacts facts();

    /** The probes that are on it now, ours and others', in the kernel's order. */
    List<ProbeInfo> probes();

    /** How often our probes were hit over the last sample, a second. */
    double load();

    /** The counts of our probes over time, in the order of {@link #probes}. */
    List<HitTrace> history();

    /** The events lost over time, sampled as {@link #history} is: a point's hits are what was lost until then. */
    List<HitPoint> losses();

    /**
     * The newest samples of one of our probes, oldest first; cheap enough to ask for each row that is drawn.
     *
     * @param newest how many at most
     */
    List<HitPoint> history(ProbeKey key, int newest);

    /** Judges whole texts as the target's kernel would, and knows what is known of it. The same as long as the session lives. */
    Judge judge();

    /**
     * Judges a definition as the target's kernel would. Nothing is sent.
     *
     * @param line the definition as the user wrote it
     */
    Verdict judge(String line);

    /**
     * Adds probes.
     *
     * @param lines their definitions
     * @param enable whether they are enabled too
     * @param dangerous whether the user confirmed that they are; without that, dangerous ones are refused
     * @throws TargetException when one is refused; then none, or those before it, stay
     */
    void add(List<String> lines, boolean enable, boolean dangerous, Progress progress) throws TargetException;

    /**
     * Puts another definition in a probe's place.
     *
     * @param dangerous whether the user confirmed that it is
     * @throws TargetException when it is refused; then the old one stays
     */
    void replace(ProbeKey old, String line, boolean dangerous, Progress progress) throws TargetException;

    /**
     * Makes the target have probes as they are wanted: those that it lacks are added, those of the same event with another
     * definition replaced, and each is switched and filtered as it says. Other probes stay as they are.
     *
     * @param wanted the probes
     * @param prompter asked when one of them is dangerous there
     * @throws TargetException when one is refused; where that can be told before, nothing is written
     */
    AppliedProbes apply(DesiredProbes wanted, Prompter prompter, Progress progress) throws TargetException;

    /** Removes probes of ours. */
    void remove(List<ProbeKey> keys, Progress progress) throws TargetException;

    /**
     * Makes probes of others ours, to change and remove from now on. Nothing is written to the target.
     *
     * @throws TargetException when one of them has gone
     */
    void adopt(List<ProbeKey> keys, Progress progress) throws TargetException;

    /** Our probes as they were written, switched and filtered; cheap. */
    Map<ProbeKey, List<DesiredProbe>> ours();

    /**
     * Makes some probes of ours what they were; the others stay as they are.
     *
     * @param wanted what each is to be; an empty list where it is not to be there
     * @throws TargetException when the target refuses one
     */
    void restore(Map<ProbeKey, List<DesiredProbe>> wanted, Progress progress) throws TargetException;

    /** Enables or disables probes of ours. */
    void enable(List<ProbeKey> keys, boolean on, Progress progress) throws TargetException;

    /**
     * Says behind whose hits Record records the kernel's stack from now on; kept in the workspace, for all targets.
     *
     * @param keys probes of ours
     * @param on whether it does
     */
    void recordStacks(List<ProbeKey> keys, boolean on);

    /**
     * Adds probes, enables them, and records; a recording that runs is stopped first. Probes that are there are enabled as they are.
     *
     * @param lines their definitions
     * @param prompter asked when one of them is dangerous there
     */
    void run(List<String> lines, Prompter prompter, Progress progress) throws TargetException;

    /** How the recording stands, or the last one. */
    RecordingStatus recording();

    /** Starts to record what our enabled probes hit. */
    void startRecording(Progress progress) throws TargetException;

    /**
     * Makes the target have a plan's probes, as {@link #apply} does, and records those of them that are enabled until the plan's
     * end, the user's stop or a cancel; what was recorded until then is kept. A recording that runs is stopped first.
     *
     * @param prompter asked when one of the probes is dangerous there
     * @throws TargetException when something is refused, or the plan's command failed, which is told when all is recorded
     */
    void record(RecordingPlan plan, Prompter prompter, Progress progress) throws TargetException, InterruptedException;

    /** Stops the recording, reads what is left, and makes the hit table. */
    void stopRecording(Progress progress) throws TargetException;

    /** The events of the recording that runs, or of the last one. */
    EventRows events();

    /** How long functions took, of which an entry and a return probe are enabled, since they are; the longest in total first. */
    Latencies latencies();

    /**
     * The build id of a module that is loaded there, in hex.
     *
     * @param module its name as the kernel tells it
     * @return nothing where it is not loaded, or the target does not tell
     * @throws TargetException when the link fails
     */
    Optional<String> moduleBuildId(String module) throws TargetException;

    /** Looks whether the target is ready, and says what mends it where it is not. */
    List<DoctorLine> doctor(Progress progress) throws TargetException;

    /**
     * Tells when a value changed.
     *
     * @param listener called on any thread
     */
    Subscription subscribe(Runnable listener);
}
