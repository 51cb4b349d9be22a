/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRewriteTarget;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.texteditor.ITextEditorExtension2;

/**
 * The text that a command works on. UI thread only.
 *
 * @param editor the active editor
 * @param document its document
 */
public record EditorText(ITextEditor editor, IDocument document) {

    /**
     * The text in the active editor.
     *
     * @throws ExecutionException when there is none
     */
    public static EditorText of(@Nullable ExecutionEvent event) throws ExecutionException {
        IEditorPart part = HandlerUtil.getActiveEditorChecked(Objects.requireNonNull(event));
        ITextEditor text = part.getAdapter(ITextEditor.class);
        IDocument found = text == null ? null : text.getDocumentProvider().getDocument(text.getEditorInput());
        if (text == null || found == null) {
            throw new ExecutionException("not a text: editor=" + part.getTitle()); //$NON-NLS-1$
        }
        return new EditorText(text, found);
    }

    List<String> lines() {
        return DocumentLines.of(document);
    }

    /** The probes that the text defines, saved or not. */
    DesiredProbes probes() {
        return ProbeSet.parse(new String(document.get().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .probes();
    }

    /** Where the caret is, or where the selected text begins. */
    public int caret() {
        return editor.getSelectionProvider().getSelection() instanceof ITextSelection selection ? selection.getOffset()
                : 0;
    }

    /** Changes the text in one step of undo, unless it cannot be changed. */
    public void change(Consumer<IDocument> change) {
        if (editor instanceof ITextEditorExtension2 state && !state.validateEditorInputState()) {
            return;
        }
        IRewriteTarget rewrite = Objects.requireNonNull(editor.getAdapter(IRewriteTarget.class), "no text editor"); //$NON-NLS-1$
        rewrite.beginCompoundChange();
        try {
            change.accept(document);
        } finally {
            rewrite.endCompoundChange();
        }
    }

    /** Says something in the status line, as an error or not. */
    public void say(String words, boolean error) {
        var status = editor.getEditorSite().getActionBars().getStatusLineManager();
        status.setErrorMessage(error ? words : null);
        status.setMessage(error ? null : words);
    }
}
