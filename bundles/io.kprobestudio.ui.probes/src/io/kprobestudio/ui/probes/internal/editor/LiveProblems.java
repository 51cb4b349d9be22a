/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.assist.TextEdit;
import io.kprobestudio.definition.assist.TextProblem;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.ui.UiGate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.ITextInputListener;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.custom.StyledText;

/**
 * Judges a text beside the UI thread whenever it or the chosen kernel changes, and marks what is wrong with it. Of several
 * texts in a row only the last is judged, and of a text only the lines that changed. Made by the generic editor.
 */
public final class LiveProblems implements IReconciler, ITextInputListener, IDocumentListener {

    /**
     * What is to be judged.
     *
     * @param document whose text it is
     * @param text the text
     * @param kernel whom it is judged for
     */
    private record Task(IDocument document, String text, JudgeChoice.Chosen kernel) {
    }

    private final JudgeChoice choice = JudgeChoice.ofWorkbench();
    private final AtomicReference<@Nullable Task> newest = new AtomicReference<>();
    private final Job job;
    private @Nullable ISourceViewer viewer;
    private @Nullable UiGate gate;
    private @Nullable IDocument document;
    private @Nullable ProblemMarks marks;
    private @Nullable Subscription subscription;
    /* The text that was judged last, and by whom; on the job's thread only. */
    private @Nullable DefinitionFile judged;
    private @Nullable Judge judgedBy;

    /** Made by the generic editor. */
    public LiveProblems() {
        job = Job.createSystem(Messages.Judging, (ICoreRunnable) monitor -> judge());
        job.setPriority(Job.INTERACTIVE);
    }

    @Override
    @NonNullByDefault({})
    public void install(ITextViewer shown) {
        if (!(shown instanceof ISourceViewer source)) {
            return;
        }
        viewer = source;
        UiGate toUi = new UiGate(source.getTextWidget().getDisplay());
        gate = toUi;
        source.addTextInputListener(this);
        StyledText widget = source.getTextWidget();
        subscription = choice.studio().subscribe(() -> {
            if (kernelChanged()) {
                toUi.post(widget, this::request);
            }
        });
        inputDocumentChanged(null, source.getDocument());
    }

    @Override
    public void uninstall() {
        ISourceViewer shown = viewer;
        if (shown != null) {
            shown.removeTextInputListener(this);
        }
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        inputDocumentAboutToBeChanged(document, null);
        viewer = null;
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentAboutToBeChanged(IDocument old, IDocument input) {
        IDocument left = document;
        if (left != null) {
            left.removeDocumentListener(this);
        }
        ProblemMarks shown = marks;
        Task task = newest.get();
        if (shown != null && task != null) {
            shown.close(task.text, task.kernel);
        }
        marks = null;
        document = null;
        newest.set(null);
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentChanged(IDocument old, IDocument input) {
        if (input != null && document == null) {
            document = input;
            marks = ProblemMarks.of(input);
            input.addDocumentListener(this);
            request();
        }
    }

    @Override
    @NonNullByDefault({})
    public void documentAboutToBeChanged(DocumentEvent event) {
        // told when it has happened
    }

    @Override
    @NonNullByDefault({})
    public void documentChanged(DocumentEvent event) {
        request();
    }

    private boolean kernelChanged() {
        Task task = newest.get();
        return task != null && task.kernel.judge() != choice.now().judge();
    }

    private void request() {
        IDocument shown = document;
        if (shown != null) {
            newest.set(new Task(shown, shown.get(), choice.now()));
            job.schedule();
        }
    }

    private void judge() {
        Task task = newest.get();
        ISourceViewer shown = viewer;
        UiGate toUi = gate;
        StyledText widget = shown == null ? null : shown.getTextWidget();
        if (task == null || toUi == null || widget == null) {
            return;
        }
        DefinitionFile before = judged;
        Judge judge = task.kernel.judge();
        DefinitionFile file = before == null || judgedBy != judge ? DefinitionFile.of(judge, task.text)
                : TextEdit.update(before, task.text);
        boolean anew = judgedBy != judge;
        judged = file;
        judgedBy = judge;
        List<TextProblem> problems = TextProblem.of(file);
        toUi.post(widget, () -> {
            ProblemMarks known = marks;
            ISourceViewer open = viewer;
            if (task == newest.get() && known != null && open != null) {
                known.show(open.getAnnotationModel(), problems, task.kernel.words());
            }
        });
        if (anew) {
            // Made ready here, so that the first completion need not wait for it on the UI thread.
            judge.description().symbols().search("", 1); //$NON-NLS-1$
        }
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }
}
