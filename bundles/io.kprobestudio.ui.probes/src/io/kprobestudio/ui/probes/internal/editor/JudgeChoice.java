/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetFacts;
import io.kprobestudio.ui.session.TargetSession;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;

/**
 * Which kernel a text is judged for: that of the target that the views look at, and while it is not connected one that is
 * assumed. May be used by any thread, but for {@link #ofWorkbench}.
 */
public final class JudgeChoice {

    /**
     * A kernel.
     *
     * @param judge judges for it
     * @param words what it is, for people
     */
    public record Chosen(Judge judge, String words) {
    }

    private final Studio studio;
    private final Chosen assumed;

    JudgeChoice(Studio studio) {
        this.studio = studio;
        Dialect dialect = Dialect.of(Dialect.DEFAULT_VERSION, Architecture.ARM);
        assumed = new Chosen(new Judge(dialect, Description.NONE), NLS.bind(Messages.Kernel_assumed,
                dialect.version(), dialect.architecture().name().toLowerCase(Locale.ROOT)));
    }

    /** The choice that the workbench's views make. */
    public static JudgeChoice ofWorkbench() {
        return new JudgeChoice(Optional.ofNullable(PlatformUI.getWorkbench().getService(Studio.class))
                .orElseThrow(() -> new IllegalStateException("the suite's services are not there"))); //$NON-NLS-1$
    }

    /** The targets and sessions. */
    Studio studio() {
        return studio;
    }

    /** The kernel to judge for now. */
    public Chosen now() {
        Optional<TargetSession> session = studio.session();
        if (session.isEmpty()) {
            return assumed;
        }
        TargetFacts facts = session.get().facts();
        return new Chosen(session.get().judge(), NLS.bind(Messages.Kernel_connected,
                new Object[]{ facts.kernel(), facts.architecture(), session.get().address() }));
    }
}
