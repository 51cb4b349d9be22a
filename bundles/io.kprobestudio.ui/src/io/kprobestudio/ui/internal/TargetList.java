/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

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
import io.kprobestudio.ui.session.DoctorLine;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TargetState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The known targets, which of them is selected, and the sessions on those that are connected. Thread-safe; tells its owner what
 * changed without a lock of its own.
 */
public final class TargetList implements AutoCloseable {

    /** How one known target stands. Guarded by the list. */
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
    private final Runnable changed;
    private final Consumer<String> trouble;
    private final TargetLogs logs = StateFolder.ofUser().targetLogs("workbench"); //$NON-NLS-1$
    private final KnownAddresses known = new KnownAddresses();
    private final Map<TargetAddress, Entry> entries = new LinkedHashMap<>();
    private final Subscription providerChanges;
    private TargetAddress selected;

    /**
     * Makes the list of the targets that were kept.
     *
     * @param changed runs when a target, the selection or a session's value changed, on any thread
     * @param trouble gets words for the user, on any thread
     */
    public TargetList(TargetProviders providers, Runnable changed, Consumer<String> trouble) {
        this.providers = providers;
        this.changed = changed;
        this.trouble = trouble;
        List<TargetAddress> addresses = known.load();
        selected = addresses.get(0);
        addresses.forEach(address -> entries.put(address, new Entry()));
        providerChanges = providers.subscribe(this::providersChanged);
    }

    /** The targets, in the order in which they are shown. */
    public synchronized List<KnownTarget> all() {
        List<KnownTarget> targets = new ArrayList<>();
        entries.forEach((address, entry) -> kind(address)
                .ifPresent(kind -> targets.add(entry.known(address, kind, known.isRemovable(address)))));
        return List.copyOf(targets);
    }

    /** The target that the views look at. */
    public synchronized TargetAddress selected() {
        return selected;
    }

    /** The session on a target, while it is connected. */
    public synchronized Optional<TargetSession> session(TargetAddress address) {
        Entry entry = entries.get(address);
        LiveSession open = entry == null ? null : entry.session;
        return open == null ? Optional.empty() : Optional.of(open);
    }

    /**
     * Makes the views look at another target.
     *
     * @return whether it is another one; an unknown one is not selected
     */
    public synchronized boolean select(TargetAddress address) {
        boolean other = !selected.equals(address) && entries.containsKey(address);
        if (other) {
            selected = address;
        }
        return other;
    }

    /** Sets what went wrong at last with a target; with an empty text nothing did. */
    public synchronized void setMessage(TargetAddress address, String words) {
        Entry entry = entries.get(address);
        if (entry != null) {
            entry.message = words;
        }
    }

    /** What was done to a target, by this workbench and by the user's other programs. */
    public TargetLog log(TargetAddress address) {
        return logs.of(address);
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
        new TargetTrial(logs.logging(providers.target(text.trim()), trouble), lines).run(prompter, progress);
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
        changed.run();
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
        changed.run();
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
        changed.run();
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
            Connection connection = logs.logging(providers.target(address), trouble).connect(prompter,
                    progress);
            LiveSession session = LiveSession.open(connection, this::hasSeveral, progress);
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

    private synchronized boolean hasSeveral() {
        return entries.values().stream().filter(entry -> entry.state == TargetState.CONNECTED).count() > 1;
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
        changed.run();
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
            session.subscribe(changed);
        }
        changed.run();
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
        changed.run();
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
        changed.run();
    }

    private void providersChanged() {
        List<TargetAddress> orphans;
        synchronized (this) {
            orphans = entries.keySet().stream().filter(address -> kind(address).isEmpty()).toList();
        }
        orphans.forEach(this::disconnect);
        changed.run();
    }

    private Optional<String> kind(TargetAddress address) {
        return providers.all().stream().filter(provider -> provider.scheme().equals(address.scheme()))
                .map(TargetProvider::label).findFirst();
    }

    /** Ends all sessions. */
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
