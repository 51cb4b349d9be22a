/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.assist.ByteColumns;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;

/** Makes a suggested change in a text. */
final class FixEdit {

    private FixEdit() {
    }

    /**
     * Changes a line.
     *
     * @param line counted from 0
     * @throws BadLocationException when there is no such line any more
     */
    static void apply(IDocument document, int line, Fix fix) throws BadLocationException {
        IRegion region = document.getLineInformation(line);
        String text = document.get(region.getOffset(), region.getLength());
        ByteColumns columns = new ByteColumns(text);
        int from = columns.toChars(fix.column());
        int to = columns.toChars(fix.column() + fix.length());
        String changed = columns.replace(fix.column(), fix.length(), fix.text());
        document.replace(region.getOffset() + from, to - from,
                changed.substring(from, changed.length() - (text.length() - to)));
    }
}
