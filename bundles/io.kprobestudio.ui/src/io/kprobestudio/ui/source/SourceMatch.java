/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.session.TargetSession;
import org.eclipse.osgi.util.NLS;

/**
 * Whether debug information is that of the kernel that runs on a target.
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

    /** Of a module no build id of the target is known. */
    public static SourceMatch ofModule(String module, TargetSession session) {
        return new SourceMatch(Kind.UNKNOWN, NLS.bind(Messages.Source_unknownModule, module, session.address()));
    }

    /** Compares the build ids. */
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
