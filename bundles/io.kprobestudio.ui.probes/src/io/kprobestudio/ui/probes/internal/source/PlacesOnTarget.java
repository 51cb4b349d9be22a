/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.source.SourceMatch;
import java.util.Optional;
import org.eclipse.osgi.util.NLS;

/**
 * Places in the source, and whether they are of what runs on a target.
 *
 * @param target the target
 * @param match whether the places' debug information is that of what runs there
 * @param canReach whether probes there can be put on the target: it is connected, and runs nothing else
 */
record PlacesOnTarget(PlacesInSource places, TargetAddress target, SourceMatch match, boolean canReach) {

    /**
     * Compares the build ids; waits for the target, so that it belongs on a job's thread.
     *
     * @param session nothing where the target is not connected
     */
    static PlacesOnTarget of(PlacesInSource places, TargetAddress target, Optional<TargetSession> session) {
        if (session.isEmpty()) {
            return new PlacesOnTarget(places, target,
                    new SourceMatch(SourceMatch.Kind.UNKNOWN, NLS.bind(Messages.Dialog_notConnected, target)), false);
        }
        SourceMatch match = match(places, session.get());
        return new PlacesOnTarget(places, target, match, match.kind() != SourceMatch.Kind.OTHER);
    }

    private static SourceMatch match(PlacesInSource places, TargetSession session) {
        try {
            return places.module().isEmpty() ? SourceMatch.of(places.info(), session)
                    : SourceMatch.ofModule(places.info(), places.module(), session);
        } catch (DebugInfoException damaged) {
            return new SourceMatch(SourceMatch.Kind.OTHER, String.valueOf(damaged.getMessage()));
        } catch (TargetException silent) {
            return new SourceMatch(SourceMatch.Kind.UNKNOWN, String.valueOf(silent.getMessage()));
        }
    }
}
