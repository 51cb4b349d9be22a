/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.PropertiesPage;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetFacts;
import io.kprobestudio.ui.session.TargetSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ui.PlatformUI;

/** The properties of a row. Its pages are made by the workbench. */
abstract class FactsPage extends PropertiesPage {

    FactsPage(String help) {
        super(help);
    }

    /** The session on a target, while it is connected. */
    static Optional<TargetSession> session(KnownTarget target) {
        return Optional.ofNullable(PlatformUI.getWorkbench().getService(StudioActions.class))
                .flatMap(actions -> actions.studio().session(target.address()));
    }

    /** A probe's properties. */
    public static final class OfProbe extends FactsPage {

        /** Made by the workbench. */
        public OfProbe() {
            super("io.kprobestudio.ui.probes"); //$NON-NLS-1$
        }

        @Override
        protected Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            ProbeInfo probe = getElement().getAdapter(ProbeInfo.class);
            if (probe != null) {
                facts.put(Messages.Facts_name, probe.key().toString());
                facts.put(Messages.Facts_definition, probe.definition());
                for (ProbeColumn column : ProbeColumn.values()) {
                    if (column != ProbeColumn.EVENT && column != ProbeColumn.TREND) {
                        facts.put(column.title(), column.text(probe));
                    }
                }
                facts.put(Messages.Facts_owner, probe.ours() ? Messages.Facts_ours : Messages.Probe_foreignTip);
            }
            return facts;
        }
    }

    /** A target's properties. */
    public static final class OfTarget extends FactsPage {

        /** Made by the workbench. */
        public OfTarget() {
            super("io.kprobestudio.ui.targets"); //$NON-NLS-1$
        }

        @Override
        protected Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            KnownTarget target = getElement().getAdapter(KnownTarget.class);
            if (target != null) {
                facts.put(Messages.Targets_target, target.address().toString());
                facts.put(Messages.Facts_kind, target.kind());
                facts.put(Messages.Targets_state, TargetLabels.word(target));
                facts.put(Messages.Targets_error, target.message());
                session(target).map(TargetSession::facts).ifPresent(known -> add(facts, known));
            }
            return facts;
        }

        private static void add(Map<String, String> facts, TargetFacts known) {
            facts.put(Messages.Targets_kernel, "Linux " + known.kernel() + ", " + known.architecture()); //$NON-NLS-1$ //$NON-NLS-2$
            facts.put(Messages.Facts_buildId, known.buildId());
            facts.put(Messages.Details_access, known.link() + "\n" + known.tracefs() + "\n" + known.privileges()); //$NON-NLS-1$ //$NON-NLS-2$
            facts.put(Messages.Details_supports, String.join(", ", known.supports())); //$NON-NLS-1$
        }
    }
}
