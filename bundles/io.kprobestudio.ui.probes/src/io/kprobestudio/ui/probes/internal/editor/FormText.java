/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.List;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.TextSelection;
import org.eclipse.jface.text.TextUtilities;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.texteditor.ITextEditorExtension2;

/** The lines of an editor's text as the form edits them: nothing but the line that is meant is touched. UI thread only. */
final class FormText {

    private static final String OURS = "#@ "; //$NON-NLS-1$

    private final ITextEditor editor;
    private final ITextViewer viewer;

    FormText(ITextEditor editor, ITextViewer viewer) {
        this.editor = editor;
        this.viewer = viewer;
    }

    List<String> lines() {
        return DocumentLines.of(viewer.getDocument());
    }

    String text() {
        return viewer.getDocument().get();
    }

    private boolean mayChange() {
        return !(editor instanceof ITextEditorExtension2 state) || state.validateEditorInputState();
    }

    /** Whether the text can be changed at all, as far as is known without asking. */
    boolean isEditable() {
        return !(editor instanceof ITextEditorExtension2 state) || state.isEditorInputModifiable();
    }

    /** Puts a text in a line's place, of which what is the same at its begin and end is left alone. */
    void set(int line, String wanted) {
        IDocument document = viewer.getDocument();
        try {
            IRegion region = document.getLineInformation(line);
            String before = document.get(region.getOffset(), region.getLength());
            if (before.equals(wanted) || !mayChange()) {
                return;
            }
            int shorter = Math.min(before.length(), wanted.length());
            int begin = 0;
            while (begin < shorter && before.charAt(begin) == wanted.charAt(begin)) {
                begin++;
            }
            int end = 0;
            while (end < shorter - begin
                    && before.charAt(before.length() - 1 - end) == wanted.charAt(wanted.length() - 1 - end)) {
                end++;
            }
            document.replace(region.getOffset() + begin, before.length() - begin - end,
                    wanted.substring(begin, wanted.length() - end));
        } catch (BadLocationException changed) {
            throw new IllegalStateException("no such line: line=" + line, changed); //$NON-NLS-1$
        }
    }

    /** Adds a line behind another one, or at the end of the text with a negative one; the new line. */
    int add(int after, String line) {
        IDocument document = viewer.getDocument();
        String newline = TextUtilities.getDefaultLineDelimiter(document);
        try {
            int last = document.getNumberOfLines() - 1;
            boolean atEnd = after < 0 || after >= last;
            if (!mayChange()) {
                return after;
            }
            if (!atEnd) {
                document.replace(document.getLineOffset(after + 1), 0, line + newline);
                return after + 1;
            }
            boolean empty = document.getLineLength(last) == 0;
            document.replace(document.getLength(), 0, (empty ? "" : newline) + line + newline); //$NON-NLS-1$
            return empty ? last : last + 1;
        } catch (BadLocationException changed) {
            throw new IllegalStateException("no such line: line=" + after, changed); //$NON-NLS-1$
        }
    }

    /** Takes a definition out, with the {@code #@} lines right above it, which would belong to the next one. */
    void remove(int line) {
        IDocument document = viewer.getDocument();
        List<String> lines = lines();
        int first = line;
        while (first > 0 && lines.get(first - 1).startsWith(OURS)) {
            first--;
        }
        try {
            int from = document.getLineOffset(first);
            int to = document.getLineOffset(line) + document.getLineLength(line);
            if (mayChange()) {
                document.replace(from, to - from, ""); //$NON-NLS-1$
            }
        } catch (BadLocationException changed) {
            throw new IllegalStateException("no such line: line=" + line, changed); //$NON-NLS-1$
        }
    }

    /** The line that the caret of the text is in. */
    int caret() {
        return editor.getSelectionProvider().getSelection() instanceof ITextSelection selection
                ? selection.getStartLine()
                : 0;
    }

    /** Puts the caret of the text into a line, so that outline and text page follow. */
    void select(int line) {
        try {
            editor.getSelectionProvider()
                    .setSelection(new TextSelection(viewer.getDocument().getLineOffset(line), 0));
        } catch (BadLocationException changed) {
            throw new IllegalStateException("no such line: line=" + line, changed); //$NON-NLS-1$
        }
    }
}
