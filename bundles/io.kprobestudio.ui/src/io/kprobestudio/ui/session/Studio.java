/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.HostKeyChangedException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.target.log.TargetLog;
import io.kprobestudio.target.log.TargetLogs;
import io.kprobestudio.ui.internal.KnownAddresses;
import io.kprobestudio.ui.internal.Listeners;
import io.kprobestudio.ui.internal.LiveSession;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.internal.TargetTrial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The known targets, which of them the views look at, and the sessions on those that are connected. A service; thread-safe.
 * A target whose provider is not there is not shown, and comes back with it.
 */
public final class Studio implements AutoCloseable {

    /** How one known target stands. Guarded by the studio. */
    private static final class Entry {

        TargetState state = TargetState.DISCONNECTED;
        String message = ""; //$NON-NLS-1$
        boolean keyChanged;
        @Nullable
        LiveSession session;

        KnownTarget known(TargetAddress address, String kind, boolean removable) {
            LiveSession open = session;
            return new KnownTarget(address, kind, state, message, removable, keyChanged,
                    open == null ? "" : open.facts().kernel(), open == null ? 0 : open.load()); //$NON-NLS-1$
        }
    }

    private final TargetProviders providers;
    private final TargetLogs logs = StateFolder.ofUser().targetLogs("workbench"); //$NON-NLS-1$
    private final KnownAddresses known = new KnownAddresses();
    private final Listeners listeners = new Listeners();
    private final Map<TargetAddress, Entry> entries = new LinkedHashMap<>();
    private final Subscription providerChanges;
    private TargetAddress selected;
    private List<ProbeKey> selectedProbes = List.of();
    private @Nullable Recorded opened;
    private final Map<String, Integer> colours = new HashMap<>();
    private @Nullable TimeRange chosen;
    private Object chosenOf = EventRows.NONE.source();
    private String notice = ""; //$NON-NLS-1$

    /** Makes the service. Called by Declarative Services. */
    public Studio(TargetProviders providers) {
        this.providers = providers;
        List<TargetAddress> addresses = known.load();
        selected = addresses.get(0);
        addresses.forEach(address -> entries.put(address, new Entry()));
        providerChanges = providers.subscribe(this::providersChanged);
    }

    /** The targets, in the order in which they are shown. */
    public synchronized List<KnownTarget> targets() {
        List<KnownTarget> targets = new ArrayList<>();
        entries.forEach((address, entry) -> kind(address)
                .ifPresent(kind -> targets.add(entry.known(address, kind, known.isRemovable(address)))));
        return List.copyOf(targets);
    }

    /** The target that the views look at. */
    public synchronized TargetAddress selected() {
        return selected;
    }

    /** The session on the target that the views look at, while it is connected. */
    public synchronized Optional<TargetSession> session() {
        return session(selected);
    }

    /** The session on a target, while it is connected. */
    public synchronized Optional<TargetSession> session(TargetAddress address) {
        Entry entry = entries.get(address);
        LiveSession open = entry == null ? null : entry.session;
        return open == null ? Optional.empty() : Optional.of(open);
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
        synchronized (this) {
            notice = words;
            Entry entry = entries.get(address);
            if (entry != null) {
                entry.message = words;
            }
        }
        listeners.tell();
    }

    /** What was done to a target, by this workbench and by the user's other programs. */
    public TargetLog log(TargetAddress address) {
        return logs.of(address);
    }

    /** Makes the views look at another target. */
    public void select(TargetAddress address) {
        synchronized (this) {
            if (selected.equals(address) || !entries.containsKey(address)) {
                return;
            }
            selected = address;
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
        providers.target(text.trim());
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
        new TargetTrial(logs.logging(providers.target(text.trim()), this::setNotice), lines).run(prompter, progress);
    }

    /**
     * The targets that the user's own configuration names, such as the hosts of {@code ~/.ssh/config}. Reads files.
     *
     * @throws TargetException when one cannot be read; the message says where
     */
    public List<SuggestedTarget> suggestions() throws TargetException {
        List<SuggestedTarget> found = new ArrayList<>();
        for (TargetProvider provider : providers.all()) {
            found.addAll(provider.suggestions());
        }
        return List.copyOf(found);
    }

    /** Adds targets to the known ones; the selection stays. */
    public void addAll(List<TargetAddress> addresses) {
        synchronized (this) {
            addresses.forEach(address -> entries.computeIfAbsent(address, unknown -> new Entry()));
            known.save(List.copyOf(entries.keySet()));
        }
        listeners.tell();
    }

    /**
     * Adds a target to the known ones and selects it.
     *
     * @param text the address as the user wrote it
     * @return the address
     * @throws TargetException when it makes no sense; the message says which part
     */
    public TargetAddress add(String text) throws TargetException {
        TargetAddress address = providers.target(text.trim()).address();
        synchronized (this) {
            entries.computeIfAbsent(address, unknown -> new Entry());
            selected = address;
            known.save(List.copyOf(entries.keySet()));
        }
        listeners.tell();
        return address;
    }

    /** Takes a target off the list, after disconnecting it. */
    public void remove(TargetAddress address) {
        disconnect(address);
        synchronized (this) {
            if (!known.isRemovable(address)) {
                return;
            }
            entries.remove(address);
            if (selected.equals(address)) {
                selected = entries.keySet().iterator().next();
            }
            known.save(List.copyOf(entries.keySet()));
        }
        listeners.tell();
    }

    /**
     * Connects a target and opens a session on it. Does nothing when it is connected or being connected.
     *
     * @throws TargetException when that fails; the target then shows the message too
     */
    public void connect(TargetAddress address, Prompter prompter, Progress progress) throws TargetException {
        Entry entry = begin(address);
        if (entry == null) {
            return;
        }
        try {
            progress.report(NLS.bind(Messages.Connect_job, address));
            Connection connection = logs.logging(providers.target(address), this::setNotice).connect(prompter,
                    progress);
            LiveSession session = LiveSession.open(connection, progress);
            if (!finish(entry, TargetState.CONNECTED, "", session)) { //$NON-NLS-1$
                session.close();
                throw new CancelledException("the target was removed while it was being connected: target=" + address); //$NON-NLS-1$
            }
            connection.onClosed(reason -> ended(entry, session, reason));
        } catch (CancelledException cancelled) {
            finish(entry, TargetState.DISCONNECTED, "", null); //$NON-NLS-1$
            throw cancelled;
        } catch (TargetException failed) {
            synchronized (this) {
                entry.keyChanged = failed instanceof HostKeyChangedException;
            }
            finish(entry, TargetState.FAILED, String.valueOf(failed.getMessage()), null);
            throw failed;
        } catch (RuntimeException broken) {
            finish(entry, TargetState.FAILED, String.valueOf(broken), null);
            throw broken;
        }
    }

    private @Nullable Entry begin(TargetAddress address) {
        Entry entry;
        synchronized (this) {
            entry = entries.get(address);
            if (entry == null || entry.state == TargetState.CONNECTED || entry.state == TargetState.CONNECTING) {
                return null;
            }
            entry.state = TargetState.CONNECTING;
            entry.message = ""; //$NON-NLS-1$
            entry.keyChanged = false;
        }
        listeners.tell();
        return entry;
    }

    /** Whether the target is still one of ours; where it was removed meanwhile, nothing is kept of it. */
    private boolean finish(Entry entry, TargetState state, String message, @Nullable LiveSession session) {
        synchronized (this) {
            if (!entries.containsValue(entry)) {
                return false;
            }
            entry.state = state;
            entry.message = message;
            entry.session = session;
        }
        if (session != null) {
            session.subscribe(listeners::tell);
        }
        listeners.tell();
        return true;
    }

    /**
     * Replaces the host key that is known of a target by the one that it shows now, after a person saw both fingerprints.
     *
     * @return what was done, in words
     * @throws TargetException when the person declined or the target cannot be reached; what is known stays then
     */
    public String renewHostKey(TargetAddress address, Prompter prompter, Progress progress) throws TargetException {
        String done = providers.target(address).renewHostKey("", prompter, progress); //$NON-NLS-1$
        synchronized (this) {
            Entry entry = entries.get(address);
            if (entry != null && entry.keyChanged) {
                entry.keyChanged = false;
                entry.message = ""; //$NON-NLS-1$
                entry.state = TargetState.DISCONNECTED;
            }
        }
        listeners.tell();
        return done;
    }

    /** The link of a session ended without our doing. */
    private void ended(Entry entry, LiveSession session, String reason) {
        synchronized (this) {
            if (entry.session != session) {
                return;
            }
        }
        session.close();
        finish(entry, TargetState.FAILED, NLS.bind(Messages.Link_ended, reason), null);
    }

    /** Ends a target's session. Probes that we made stay, and are found again by the next one. */
    public void disconnect(TargetAddress address) {
        LiveSession session;
        synchronized (this) {
            Entry entry = entries.get(address);
            if (entry == null || entry.session == null) {
                return;
            }
            session = entry.session;
            entry.session = null;
            entry.state = TargetState.DISCONNECTED;
            entry.message = ""; //$NON-NLS-1$
        }
        if (session != null) {
            session.close();
        }
        listeners.tell();
    }

    /** Tells when a target, the selection or any session's value changed; the listener is called on any thread. */
    public Subscription subscribe(Runnable listener) {
        return listeners.add(listener);
    }

    private void providersChanged() {
        List<TargetAddress> orphans;
        synchronized (this) {
            orphans = entries.keySet().stream().filter(address -> kind(address).isEmpty()).toList();
        }
        orphans.forEach(this::disconnect);
        listeners.tell();
    }

    private Optional<String> kind(TargetAddress address) {
        return providers.all().stream().filter(provider -> provider.scheme().equals(address.scheme()))
                .map(TargetProvider::label).findFirst();
    }

    /** Ends all sessions. Called by Declarative Services. */
    @Override
    public void close() {
        providerChanges.close();
        List<TargetAddress> addresses;
        synchronized (this) {
            addresses = List.copyOf(entries.keySet());
        }
        addresses.forEach(this::disconnect);
        synchronized (this) {
            // what is still being connected finds no place
            entries.clear();
        }
    }
}
