/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.assist.TextEdit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Judges a text that changes, beside the UI thread. Of several texts in a row only the last is judged, and of a text only the
 * lines that changed. Any thread.
 */
final class FileJudge {

    /**
     * What is to be judged.
     *
     * @param text the text
     * @param kernel whom it is judged for
     */
    record Task(String text, JudgeChoice.Chosen kernel) {
    }

    private final AtomicReference<@Nullable Task> newest = new AtomicReference<>();
    private final BiConsumer<Task, DefinitionFile> told;
    private final Job job;
    /* The text that was judged last, and by whom; on the job's thread only. */
    private @Nullable DefinitionFile judged;
    private @Nullable Judge judgedBy;

    /**
     * Makes a judge.
     *
     * @param told gets what was judged, on the job's thread; it may be no longer {@link #newest}
     */
    FileJudge(BiConsumer<Task, DefinitionFile> told) {
        this.told = told;
        job = Job.createSystem(Messages.Judging, (ICoreRunnable) monitor -> judge());
        job.setPriority(Job.INTERACTIVE);
    }

    /** What was requested last; null before that. */
    @Nullable
    Task newest() {
        return newest.get();
    }

    /** Judges a text soon. */
    void request(String text, JudgeChoice.Chosen kernel) {
        newest.set(new Task(text, kernel));
        job.schedule();
    }

    /** Gives up what was requested. */
    void forget() {
        newest.set(null);
    }

    private void judge() {
        Task task = newest.get();
        if (task == null) {
            return;
        }
        DefinitionFile before = judged;
        Judge judge = task.kernel.judge();
        boolean anew = judgedBy != judge;
        DefinitionFile file = before == null || anew ? DefinitionFile.of(judge, task.text)
                : TextEdit.update(before, task.text);
        judged = file;
        judgedBy = judge;
        told.accept(task, file);
        if (anew) {
            // Made ready here, so that the first completion need not wait for it on the UI thread.
            judge.description().symbols().search("", 1); //$NON-NLS-1$
        }
    }
}
