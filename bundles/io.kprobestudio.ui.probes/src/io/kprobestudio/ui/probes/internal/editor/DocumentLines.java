/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;

/** The lines of a document. */
final class DocumentLines {

    private DocumentLines() {
    }

    /** The lines without what ends them. */
    static List<String> of(IDocument document) {
        List<String> lines = new ArrayList<>(document.getNumberOfLines());
        try {
            for (int i = 0; i < document.getNumberOfLines(); i++) {
                IRegion line = document.getLineInformation(i);
                lines.add(document.get(line.getOffset(), line.getLength()));
            }
        } catch (BadLocationException changed) {
            throw new IllegalStateException("the document changed on another thread", changed); //$NON-NLS-1$
        }
        return lines;
    }
}
