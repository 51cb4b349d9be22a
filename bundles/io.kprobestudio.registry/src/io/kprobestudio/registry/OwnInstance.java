/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Our tracing instance on a target: made when something of ours is to be on in it or somebody holds it, removed as soon as
 * neither is so. Where the kernel has no instances it is the top one, which is neither made nor removed. Thread-safe.
 */
final class OwnInstance {

    private static final int EEXIST = 17;

    private final Tracefs tracefs;
    private final TargetJournal journal;
    private final String name;
    private int holders;

    /** @param name its name under {@code instances}, or an empty text for the top one */
    OwnInstance(Tracefs tracefs, TargetJournal journal, String name) {
        this.tracefs = tracefs;
        this.journal = journal;
        this.name = name;
    }

    /** The name under {@code instances}, or an empty text for the top one. */
    String name() {
        return name;
    }

    /** The instance, whether it is there or not. */
    TraceInstance instance() {
        return new TraceInstance(tracefs, name);
    }

    /**
     * Makes it, if it is not there.
     *
     * @param session for whom, as the journal names it
     * @throws TargetException when a recording of ours works in it, or the target refuses
     */
    synchronized void make(String session) throws TargetException {
        if (name.isEmpty()) {
            return;
        }
        if (journal.recordsIn(name)) {
            throw new TargetException("a recording of yours works in the instance now: instance=%s; its end frees it"
                    .formatted(name));
        }
        journal.note(Journal.Operation.INSTANCE, name, session);
        try {
            TraceInstance.create(tracefs, name);
        } catch (FileException there) {
            if (there.errno() != EEXIST) {
                throw there;
            }
        }
    }

    /** Makes it and keeps it until the answer is closed. */
    synchronized ProbeRegistry.HeldInstance hold() throws TargetException {
        make(Session.LASTING);
        holders++;
        boolean[] closed = { false };
        return new ProbeRegistry.HeldInstance(instance(), () -> {
            synchronized (this) {
                holders -= closed[0] ? 0 : 1;
                closed[0] = true;
            }
        });
    }

    /** Whether it is there, and nothing of ours is on or filtered in it. */
    boolean isIdle(ObservedProbes left) {
        return left.hasInstance()
                && left.ours().stream().noneMatch(probe -> probe.enabled() || !probe.filter().isEmpty());
    }

    /** Removes it when it is idle and nobody holds it. */
    synchronized void removeIfIdle(ObservedProbes left) throws TargetException {
        if (!isIdle(left) || holders > 0 || journal.recordsIn(name)) {
            return;
        }
        try {
            instance().remove();
            journal.note(Journal.Operation.INSTANCE_REMOVED, name, Session.LASTING);
        } catch (FileException busy) {
            // somebody reads its files: the next apply tries again
            return;
        }
    }
}
