/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Verdict;
import io.kprobestudio.ui.MeasuredFunction;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.TargetSession;

/** Asks for a function, and puts an enabled probe on its entry and one on its return. */
final class MeasureFunction {

    private final StudioActions actions;

    MeasureFunction(StudioActions actions) {
        this.actions = actions;
    }

    void ask() {
        actions.studio().session().ifPresentOrElse(this::ask, () -> actions.studio()
                .setNotice(NLS.bind(Messages.Latency_notConnected, actions.studio().selected())));
    }

    private void ask(TargetSession session) {
        InputDialog dialog = new InputDialog(actions.shell(), Messages.Latency_measure,
                NLS.bind(Messages.Latency_question, session.address()), "", text -> complaint(session, text)); //$NON-NLS-1$
        if (dialog.open() == Window.OK) {
            actions.addProbes(MeasuredFunction.definitions(dialog.getValue()), true, false);
        }
    }

    /** What that very kernel says of the two probes; null when it takes them, empty while nothing was typed. */
    private static @Nullable String complaint(TargetSession session, String text) {
        if (text.isBlank()) {
            return ""; //$NON-NLS-1$
        }
        for (String definition : MeasuredFunction.definitions(text)) {
            Verdict verdict = session.judge(definition);
            if (!verdict.accepted()) {
                return verdict.problems().stream().findFirst().map(problem -> problem.message())
                        .orElse(Messages.Latency_refused);
            }
        }
        return null;
    }
}
