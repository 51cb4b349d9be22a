/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.commands.operations.IAdvancedUndoableOperation2;
import org.eclipse.core.commands.operations.IUndoContext;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.osgi.util.NLS;

/**
 * What a user did to probes of a target, which can be taken back and done again: the probes of ours that it concerns, as they
 * were and as they became. Other probes stay. Works in the background; what the target refuses becomes its last error.
 */
@NonNullByDefault({}) // the operations framework says nothing of null
public final class ProbeChange extends AbstractOperation implements IAdvancedUndoableOperation2 {

    private final Studio studio;
    private final TargetAddress target;
    private final Map<ProbeKey, List<DesiredProbe>> before;
    private final Map<ProbeKey, List<DesiredProbe>> after;

    private ProbeChange(String label, Studio studio, TargetAddress target, Map<ProbeKey, List<DesiredProbe>> before,
            Map<ProbeKey, List<DesiredProbe>> after) {
        super(label);
        this.studio = studio;
        this.target = target;
        this.before = before;
        this.after = after;
    }

    /**
     * What changed between two looks at our probes of a target.
     *
     * @param one what was done, when it concerns one probe, with a place for its name
     * @param many the same for several, with a place for their number
     * @return nothing when nothing changed
     */
    public static Optional<ProbeChange> between(Map<ProbeKey, List<DesiredProbe>> before,
            Map<ProbeKey, List<DesiredProbe>> after, Studio studio, TargetAddress target, IUndoContext context,
            String one, String many) {
        Set<ProbeKey> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String label = keys.size() == 1 ? NLS.bind(one, EventNames.shortName(keys.iterator().next()))
                : NLS.bind(many, Integer.valueOf(keys.size()));
        ProbeChange change = new ProbeChange(label, studio, target, only(keys, before), only(keys, after));
        change.addContext(context);
        return Optional.of(change);
    }

    private static Map<ProbeKey, List<DesiredProbe>> only(Set<ProbeKey> keys, Map<ProbeKey, List<DesiredProbe>> all) {
        Map<ProbeKey, List<DesiredProbe>> found = new LinkedHashMap<>();
        keys.forEach(key -> found.put(key, all.getOrDefault(key, List.of())));
        return found;
    }

    @Override
    public IStatus execute(IProgressMonitor monitor, IAdaptable info) {
        return restore(after, monitor);
    }

    @Override
    public IStatus redo(IProgressMonitor monitor, IAdaptable info) {
        return restore(after, monitor);
    }

    @Override
    public IStatus undo(IProgressMonitor monitor, IAdaptable info) {
        return restore(before, monitor);
    }

    private IStatus restore(Map<ProbeKey, List<DesiredProbe>> wanted, IProgressMonitor monitor) {
        Optional<TargetSession> session = studio.session(target);
        if (session.isEmpty()) {
            studio.setFailure(target, NLS.bind(Messages.Not_connected, target));
            return Status.CANCEL_STATUS;
        }
        studio.setFailure(target, ""); //$NON-NLS-1$
        try {
            session.get().restore(wanted, StudioJob.progress(getLabel(), monitor));
            return Status.OK_STATUS;
        } catch (CancelledException cancelled) {
            return Status.CANCEL_STATUS;
        } catch (TargetException refused) {
            studio.setFailure(target, String.valueOf(refused.getMessage()));
            return Status.CANCEL_STATUS;
        }
    }

    @Override
    public boolean canUndo() {
        return studio.session(target).isPresent();
    }

    @Override
    public boolean canRedo() {
        return canUndo();
    }

    @Override
    public boolean runInBackground() {
        return true;
    }

    @Override
    public void setQuietCompute(boolean quiet) {
        // nothing is computed
    }

    @Override
    public IStatus computeExecutionStatus(IProgressMonitor monitor) {
        return Status.OK_STATUS;
    }
}
