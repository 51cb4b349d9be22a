/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.target.log.TargetLog;
import io.kprobestudio.ui.internal.Listeners;
import io.kprobestudio.ui.internal.TargetList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The known targets, which of them the views look at, and the sessions on those that are connected. A service; thread-safe.
 * A target whose provider is not there is not shown, and comes back with it.
 */
public final class Studio implements AutoCloseable {

    private final Listeners listeners = new Listeners();
    private final TargetList targets;
    private List<ProbeKey> selectedProbes = List.of();
    private @Nullable Recorded opened;
    private final Map<String, Integer> colours = new HashMap<>();
    private @Nullable TimeRange chosen;
    private Object chosenOf = EventRows.NONE.source();
    private String notice = ""; //$NON-NLS-1$

    /** Makes the service. Called by Declarative Services. */
    public Studio(TargetProviders providers) {
        targets = new TargetList(providers, listeners::tell, this::setNotice);
    }

    /** The targets, in the order in which they are shown. */
    public List<KnownTarget> targets() {
        return targets.all();
    }

    /** The target that the views look at. */
    public TargetAddress selected() {
        return targets.selected();
    }

    /** The session on the target that the views look at, while it is connected. */
    public Optional<TargetSession> session() {
        return targets.session(targets.selected());
    }

    /** The session on a target, while it is connected. */
    public Optional<TargetSession> session(TargetAddress address) {
        return targets.session(address);
    }

    /** What the events view shows: an opened recording, else the selected target's. */
    public synchronized EventRows events() {
        Recorded shown = opened;
        return shown != null ? shown.rows() : session().map(TargetSession::events).orElse(EventRows.NONE);
    }

    /** Whether {@link #events} are those of a recording that was opened. */
    public synchronized boolean isRecordingShown() {
        return opened != null;
    }

    /** How the recording stands that {@link #events} are of. */
    public synchronized RecordingStatus recording() {
        Recorded shown = opened;
        return shown != null ? shown.status() : session().map(TargetSession::recording).orElse(RecordingStatus.NONE);
    }

    /** How long functions took of what {@link #events} are of. */
    public synchronized Latencies latencies() {
        Recorded shown = opened;
        return shown != null ? shown.latencies() : session().map(TargetSession::latencies).orElse(Latencies.NONE);
    }

    /** The time that the user chose of what {@link #events} are of, or nothing. */
    public synchronized Optional<TimeRange> time() {
        TimeRange range = chosen;
        return range != null && events().source().equals(chosenOf) ? Optional.of(range) : Optional.empty();
    }

    /** Sets the time that the views point at, of what {@link #events} are of now; with null none. */
    public void chooseTime(@Nullable TimeRange range) {
        synchronized (this) {
            if (time().equals(range == null ? Optional.empty() : Optional.of(range))) {
                return;
            }
            chosen = range;
            chosenOf = events().source();
        }
        listeners.tell();
    }

    /** Which of the colours of series an event has in all views: those that are asked for first have the first ones. */
    public synchronized int colour(String event) {
        return colours.computeIfAbsent(event, none -> Integer.valueOf(colours.size())).intValue();
    }

    /** Shows a recording that was opened from a file, or with null the selected target's again. */
    public void show(@Nullable Recorded recorded) {
        synchronized (this) {
            opened = recorded;
        }
        listeners.tell();
    }

    /** The last failure in words, or an empty text. */
    public synchronized String notice() {
        return notice;
    }

    /** Sets the failure that the views show, or none with an empty text. */
    public void setNotice(String words) {
        synchronized (this) {
            notice = words;
        }
        listeners.tell();
    }

    /** Sets what went wrong at last with one target, for its row and as the notice; with an empty text nothing did. */
    public void setFailure(TargetAddress address, String words) {
        targets.setMessage(address, words);
        setNotice(words);
    }

    /** What was done to a target, by this workbench and by the user's other programs. */
    public TargetLog log(TargetAddress address) {
        return targets.log(address);
    }

    /** Makes the views look at another target. */
    public void select(TargetAddress address) {
        synchronized (this) {
            if (!targets.select(address)) {
                return;
            }
            selectedProbes = List.of();
        }
        listeners.tell();
    }

    /** The probes that the user selected on the selected target. */
    public synchronized List<ProbeKey> selectedProbes() {
        return selectedProbes;
    }

    /** Sets the probes that commands work on. */
    public void selectProbes(List<ProbeKey> keys) {
        synchronized (this) {
            if (selectedProbes.equals(keys)) {
                return;
            }
            selectedProbes = List.copyOf(keys);
        }
        listeners.tell();
    }

    /**
     * Looks whether an address makes sense. Nothing is contacted.
     *
     * @throws TargetException when it does not; the message says which part
     */
    public void check(String text) throws TargetException {
        targets.check(text);
    }

    /**
     * Tries the way to a target, step by step; nothing is kept of it. Waits for the target: not for the UI thread.
     *
     * @param text the address as the user wrote it
     * @param lines gets each step as it is done, and the one that fails, on any thread
     * @throws TargetException when the address makes no sense or the user cancels
     */
    public void tryOut(String text, Prompter prompter, Progress progress, Consumer<DoctorLine> lines)
            throws TargetException {
        targets.tryOut(text, prompter, progress, lines);
    }

    /**
     * The targets that the user's own configuration names, such as the hosts of {@code ~/.ssh/config}. Reads files.
     *
     * @throws TargetException when one cannot be read; the message says where
     */
    public List<SuggestedTarget> suggestions() throws TargetException {
        return targets.suggestions();
    }

    /** Adds targets to the known ones; the selection stays. */
    public void addAll(List<TargetAddress> addresses) {
        targets.addAll(addresses);
    }

    /**
     * Adds a target to the known ones and selects it.
     *
     * @param text the address as the user wrote it
     * @return the address
     * @throws TargetException when it makes no sense; the message says which part
     */
    public TargetAddress add(String text) throws TargetException {
        return targets.add(text);
    }

    /** Takes a target off the list, after disconnecting it. */
    public void remove(TargetAddress address) {
        targets.remove(address);
    }

    /**
     * Connects a target and opens a session on it. Does nothing when it is connected or being connected.
     *
     * @throws TargetException when that fails; the target then shows the message too
     */
    public void connect(TargetAddress address, Prompter prompter, Progress progress) throws TargetException {
        targets.connect(address, prompter, progress);
    }

    /**
     * Replaces the host key that is known of a target by the one that it shows now, after a person saw both fingerprints.
     *
     * @return what was done, in words
     * @throws TargetException when the person declined or the target cannot be reached; what is known stays then
     */
    public String renewHostKey(TargetAddress address, Prompter prompter, Progress progress) throws TargetException {
        return targets.renewHostKey(address, prompter, progress);
    }

    /** Ends a target's session. Probes that we made stay, and are found again by the next one. */
    public void disconnect(TargetAddress address) {
        targets.disconnect(address);
    }

    /** Tells when a target, the selection or any session's value changed; the listener is called on any thread. */
    public Subscription subscribe(Runnable listener) {
        return listeners.add(listener);
    }

    /** Ends all sessions. Called by Declarative Services. */
    @Override
    public void close() {
        targets.close();
    }
}
