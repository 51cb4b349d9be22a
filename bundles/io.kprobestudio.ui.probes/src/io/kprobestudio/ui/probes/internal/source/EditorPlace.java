/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.ui.probes.internal.editor.EditorText;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IURIEditorInput;

/**
 * Where the caret is in a file.
 *
 * @param file the file's absolute path
 * @param line the line, 1 or more
 * @param word the name at the caret, or an empty text
 */
record EditorPlace(Path file, int line, String word) {

    /**
     * The place of the caret. UI thread only.
     *
     * @throws ExecutionException when the editor shows no file of this machine
     */
    static EditorPlace of(EditorText text) throws ExecutionException {
        IEditorInput input = text.editor().getEditorInput();
        URI uri = input instanceof IURIEditorInput file ? file.getURI() : null;
        if (uri == null || !"file".equals(uri.getScheme())) { //$NON-NLS-1$
            throw new ExecutionException("no file of this machine: editor=" + input.getName()); //$NON-NLS-1$
        }
        try {
            return new EditorPlace(Path.of(uri), text.document().getLineOfOffset(text.caret()) + 1,
                    word(text.document(), text.caret()));
        } catch (BadLocationException outside) {
            throw new ExecutionException("the caret is outside of the text: editor=" + input.getName(), outside); //$NON-NLS-1$
        }
    }

    /** The name that an offset lies in or behind, or an empty text. */
    static String word(IDocument document, int offset) throws BadLocationException {
        int from = offset;
        int to = offset;
        while (from > 0 && isName(document.getChar(from - 1))) {
            from--;
        }
        while (to < document.getLength() && isName(document.getChar(to))) {
            to++;
        }
        return document.get(from, to - from);
    }

    private static boolean isName(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
