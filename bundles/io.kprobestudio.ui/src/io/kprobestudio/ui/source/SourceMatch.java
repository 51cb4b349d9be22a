/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.session.TargetSession;
import org.eclipse.osgi.util.NLS;

/**
 * Whether debug information is that of the kernel, or of a module, that runs on a target.
 *
 * @param kind whether it is
 * @param words what is known, for people
 */
public record SourceMatch(Kind kind, String words) {

    /** Whether it is. */
    public enum Kind {
        /** Both have the same build id. */
        SAME,
        /** Their build ids differ: a probe that is made from it sits at a wrong instruction. */
        OTHER,
        /** One of them tells none. */
        UNKNOWN
    }

    /**
     * Compares a module's build ids; waits for the target, so that it belongs on a job's thread.
     *
     * @param module its name as the kernel tells it
     * @throws TargetException when the link fails
     */
    public static SourceMatch ofModule(DebugInfo info, String module, TargetSession session)
            throws DebugInfoException, TargetException {
        String ours = info.buildId().orElse(""); //$NON-NLS-1$
        String theirs = session.moduleBuildId(module).orElse(""); //$NON-NLS-1$
        if (ours.isEmpty() || theirs.isEmpty()) {
            return new SourceMatch(Kind.UNKNOWN, NLS.bind(Messages.Source_unknownModule, module, session.address()));
        }
        return ours.equals(theirs)
                ? new SourceMatch(Kind.SAME, NLS.bind(Messages.Source_sameModule, module, session.address()))
                : new SourceMatch(Kind.OTHER, NLS.bind(Messages.Source_otherModule,
                        new Object[]{ module, session.address(), theirs, ours }));
    }

    /** Compares the kernel's build ids. */
    public static SourceMatch of(DebugInfo info, TargetSession session) throws DebugInfoException {
        String ours = info.buildId().orElse(""); //$NON-NLS-1$
        String theirs = session.facts().buildId();
        if (ours.isEmpty() || theirs.isEmpty()) {
            return new SourceMatch(Kind.UNKNOWN, NLS.bind(Messages.Source_unknown, session.address()));
        }
        return ours.equals(theirs) ? new SourceMatch(Kind.SAME, NLS.bind(Messages.Source_same, session.address()))
                : new SourceMatch(Kind.OTHER, NLS.bind(Messages.Source_other, new Object[]{ session.address(), theirs,
                        ours }));
    }
}
