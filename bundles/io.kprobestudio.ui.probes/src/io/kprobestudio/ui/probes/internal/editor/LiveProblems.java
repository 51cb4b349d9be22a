/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.assist.TextProblem;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.ui.UiGate;
import java.util.List;
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

    private final JudgeChoice choice = JudgeChoice.ofWorkbench();
    private final FileJudge judge = new FileJudge(this::judged);
    private @Nullable ISourceViewer viewer;
    private @Nullable UiGate gate;
    private @Nullable IDocument document;
    private @Nullable ProblemMarks marks;
    private @Nullable Subscription subscription;

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
        FileJudge.Task task = judge.newest();
        if (shown != null && task != null) {
            shown.close(task.text(), task.kernel());
        }
        marks = null;
        document = null;
        judge.forget();
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
        FileJudge.Task task = judge.newest();
        return task != null && task.kernel().judge() != choice.now().judge();
    }

    private void request() {
        IDocument shown = document;
        if (shown != null) {
            judge.request(shown.get(), choice.now());
        }
    }

    /** On the job's thread. */
    private void judged(FileJudge.Task task, DefinitionFile file) {
        ISourceViewer shown = viewer;
        UiGate toUi = gate;
        StyledText widget = shown == null ? null : shown.getTextWidget();
        if (toUi == null || widget == null) {
            return;
        }
        List<TextProblem> problems = TextProblem.of(file);
        toUi.post(widget, () -> {
            ProblemMarks known = marks;
            ISourceViewer open = viewer;
            if (task == judge.newest() && known != null && open != null) {
                known.show(open.getAnnotationModel(), problems, task.kernel().words());
            }
        });
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }
}
