/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.internal.ProbeChange;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.commands.operations.IUndoContext;
import org.eclipse.core.commands.operations.ObjectUndoContext;

/** What was done to probes, target by target, in Eclipse's history of operations: undo takes it back. Any thread. */
public final class ProbeHistory {

    private final Studio studio;
    private final IOperationHistory history;
    private final Map<TargetAddress, IUndoContext> contexts = new ConcurrentHashMap<>();

    ProbeHistory(Studio studio, IOperationHistory history) {
        this.studio = studio;
        this.history = history;
    }

    /** The context of what was done to a target's probes. */
    public IUndoContext context(TargetAddress target) {
        return contexts.computeIfAbsent(target, address -> new ObjectUndoContext(address, address.toString()));
    }

    /** What changes probes. */
    @FunctionalInterface
    interface Change {

        /** Changes them; waits for the target. */
        void run() throws TargetException, InterruptedException;
    }

    /**
     * Changes probes of a target, and keeps what changed, also when only a part was done.
     *
     * @param one what it is when it concerns one probe, with a place for its name
     * @param many the same for several, with a place for their number
     */
    void keep(TargetSession session, String one, String many, Change change)
            throws TargetException, InterruptedException {
        Map<ProbeKey, List<DesiredProbe>> before = session.ours();
        try {
            change.run();
        } finally {
            ProbeChange
                    .between(before, session.ours(), studio, session.address(), context(session.address()), one, many)
                    .ifPresent(history::add);
        }
    }
}
