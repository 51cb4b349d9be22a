/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Verdict;
import io.kprobestudio.ui.UiGate;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Widget;

/** Judges what the user types beside the UI thread. Of several texts in a row only the last is judged to the end. */
final class LiveJudge {

    private final Widget owner;
    private final UiGate gate;
    private final AtomicReference<String> latest = new AtomicReference<>(""); //$NON-NLS-1$
    private final BiConsumer<String, Verdict> shown;
    private final Job job;

    /**
     * Makes a judge.
     *
     * @param owner nothing is told after its disposal
     * @param judge judges a line; any thread
     * @param shown told the verdict on the newest text, on the UI thread
     */
    LiveJudge(Widget owner, UiGate gate, Function<String, Verdict> judge, BiConsumer<String, Verdict> shown) {
        this.owner = owner;
        this.gate = gate;
        this.shown = shown;
        job = Job.createSystem(Messages.Dialog_judging, (ICoreRunnable) monitor -> {
            String line = latest.get();
            Verdict verdict = judge.apply(line);
            tell(line, verdict);
        });
        job.setPriority(Job.INTERACTIVE);
    }

    /** Judges a text soon. */
    void judge(String line) {
        latest.set(line);
        job.schedule();
    }

    private void tell(String line, Verdict verdict) {
        gate.post(owner, () -> {
            if (line.equals(latest.get())) {
                shown.accept(line, verdict);
            }
        });
    }
}
