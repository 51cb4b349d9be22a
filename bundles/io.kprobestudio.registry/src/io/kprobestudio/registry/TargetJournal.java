/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;

/** The journal as it concerns one target: what of ours is there, who made it, and how the board was left. */
final class TargetJournal {

    /** How long before the board's start an apply can be that the board may have died of: 30 s, and what starting takes. */
    private static final Duration SUSPICIOUS = Duration.ofSeconds(30 + 90);

    private final Tracefs tracefs;
    private final StateFolder state;
    private final Journal journal;
    private final String boot;

    TargetJournal(Tracefs tracefs, StateFolder state) throws TargetException {
        this.tracefs = tracefs;
        this.state = state;
        journal = new Journal(state);
        boot = bootOf(tracefs);
    }

    private static String bootOf(Tracefs tracefs) throws TargetException {
        String id = text(tracefs, "/proc/sys/kernel/random/boot_id");
        return id.isEmpty() ? place(tracefs) : id;
    }

    /** Where the target is, without the options of how it is reached. */
    private static String place(Tracefs tracefs) {
        TargetAddress address = tracefs.connection().address();
        return address.scheme() + ":" + address.name();
    }

    private static String text(Tracefs tracefs, String path) throws TargetException {
        try {
            return new String(tracefs.connection().read(path, 256), StandardCharsets.ISO_8859_1).strip();
        } catch (FileException unknown) {
            return "";
        }
    }

    Journal journal() {
        return journal;
    }

    /** The target's boot, as entries name it. */
    String boot() {
        return boot;
    }

    private TargetException unusable(IOException failure) {
        return new TargetException(
                "the journal cannot be used: path=%s: %s".formatted(state.path(), failure.getMessage()), failure);
    }

    private List<Journal.Entry> entries() throws TargetException {
        try {
            return journal.entries();
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    /** What we wrote during this boot and did not remove. */
    Map<ProbeKey, List<Journal.Outstanding>> outstanding() throws TargetException {
        return Journal.outstanding(entries(), boot);
    }

    /** From now on a probe that others made is ours, as if we had written what the kernel lists of it. */
    void adopt(ObservedProbe probe) throws TargetException {
        try {
            journal.append(probe.places().stream().map(place -> new Journal.Entry(Instant.now(), boot, Session.LASTING,
                    Journal.Operation.ADD, probe.key().toString(), place.line(), place.line())).toList());
        } catch (IOException unwritten) {
            throw unusable(unwritten);
        }
    }

    /** Notes something of a session. */
    void note(Journal.Operation operation, String subject, String session) throws TargetException {
        try {
            journal.append(List.of(new Journal.Entry(Instant.now(), boot, session, operation, subject, "", "")));
        } catch (IOException unwritten) {
            throw unusable(unwritten);
        }
    }

    /** The session that made an instance which is there, or an empty text. */
    private String maker(String instance) throws TargetException {
        String session = "";
        for (Journal.Entry entry : entries()) {
            if (entry.boot().equals(boot) && entry.subject().equals(instance)) {
                session = entry.operation() == Journal.Operation.INSTANCE ? entry.session() : "";
            }
        }
        return session;
    }

    private boolean isAbandoned(String instance) throws TargetException {
        String session = maker(instance);
        return !session.isEmpty() && !Session.isAlive(state, session);
    }

    /** Whether a recording that is alive made the instance. */
    boolean recordsIn(String instance) throws TargetException {
        String session = maker(instance);
        return Session.isRecording(session) && Session.isAlive(state, session);
    }

    private List<String> instancesThere() throws TargetException {
        try {
            return tracefs.connection().list(tracefs.path("instances"));
        } catch (FileException none) {
            return List.of();
        }
    }

    /** What of ours is there, and notes that we were here. */
    Leftovers arrive(ObservedProbes observed, List<String> instanceNames) throws TargetException {
        Map<ProbeKey, List<Journal.Outstanding>> outstanding = outstanding();
        List<ProbeKey> kept = new ArrayList<>();
        List<ProbeKey> abandoned = new ArrayList<>();
        for (ObservedProbe probe : observed.ours()) {
            List<Journal.Outstanding> written = outstanding.getOrDefault(probe.key(), List.of());
            boolean dead = !written.isEmpty()
                    && written.stream().noneMatch(line -> Session.isAlive(state, line.session()));
            (dead ? abandoned : kept).add(probe.key());
        }
        forget(outstanding, observed);
        List<String> instances = new ArrayList<>();
        List<String> abandonedInstances = new ArrayList<>();
        List<String> there = instanceNames.isEmpty() ? List.of() : instancesThere();
        for (String name : instanceNames) {
            if (there.contains(name)) {
                instances.add(name);
                if (isAbandoned(name)) {
                    abandonedInstances.add(name);
                }
            }
        }
        return new Leftovers(kept, abandoned, instances, abandonedInstances, endedByCrash());
    }

    /** What dead recordings wrote and what is not there any more is settled. */
    private void forget(Map<ProbeKey, List<Journal.Outstanding>> outstanding, ObservedProbes observed)
            throws TargetException {
        for (Map.Entry<ProbeKey, List<Journal.Outstanding>> written : outstanding.entrySet()) {
            if (observed.find(written.getKey()).isEmpty()
                    && written.getValue().stream().noneMatch(line -> Session.isAlive(state, line.session()))) {
                note(Journal.Operation.REMOVED, written.getKey().toString(), Session.LASTING);
            }
        }
    }

    /** What was enabled last, when the board was booted anew so soon afterwards that it may have died of it. */
    private List<String> endedByCrash() throws TargetException {
        String address = place(tracefs);
        if (boot.equals(address)) {
            return List.of();
        }
        List<Journal.Entry> entries = entries();
        String before = "";
        boolean known = false;
        for (Journal.Entry entry : entries) {
            if (entry.operation() == Journal.Operation.BOOT && entry.subject().equals(address)) {
                known |= entry.boot().equals(boot);
                before = entry.boot().equals(boot) ? before : entry.boot();
            }
        }
        if (known) {
            return List.of();
        }
        note(Journal.Operation.BOOT, address, Session.LASTING);
        Instant started = started();
        Set<String> enabled = new LinkedHashSet<>();
        for (Journal.Entry entry : entries) {
            if (!entry.boot().equals(before)) {
                continue;
            }
            switch (entry.operation()) {
            case ENABLE -> {
                Duration passed = Duration.between(entry.time(), started);
                if (!passed.isNegative() && passed.compareTo(SUSPICIOUS) <= 0) {
                    enabled.add(entry.subject());
                }
            }
            case DISABLED, REMOVED -> enabled.remove(entry.subject());
            default -> {
                // says nothing of what was on
            }
            }
        }
        return List.copyOf(enabled);
    }

    /** When the board's kernel started, by this side's clock; the epoch where the board does not tell. */
    private Instant started() throws TargetException {
        String uptime = text(tracefs, "/proc/uptime").split(" ")[0];
        return uptime.matches("[0-9]{1,10}(\\.[0-9]{1,3})?")
                ? Instant.now().minusMillis(Math.round(Double.parseDouble(uptime) * 1000))
                : Instant.EPOCH;
    }
}
