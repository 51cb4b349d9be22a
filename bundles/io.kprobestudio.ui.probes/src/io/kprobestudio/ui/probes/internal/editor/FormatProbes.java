/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.Spacing;
import java.util.List;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.osgi.util.NLS;

/** Writes the lines of the active editor with canonical blanks, in one step of undo. Made by the workbench. */
public final class FormatProbes extends AbstractHandler {

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        EditorText text = EditorText.of(event);
        List<String> lines = text.lines();
        List<String> formatted = lines.stream().map(Spacing::line).toList();
        int changed = 0;
        for (int i = 0; i < lines.size(); i++) {
            changed += lines.get(i).equals(formatted.get(i)) ? 0 : 1;
        }
        if (changed > 0) {
            text.change(document -> write(document, lines, formatted));
        }
        text.say(changed == 0 ? Messages.Format_nothing : NLS.bind(Messages.Format_done, Integer.valueOf(changed)),
                false);
        return null;
    }

    private static void write(IDocument document, List<String> lines, List<String> formatted) {
        try {
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).equals(formatted.get(i))) {
                    IRegion line = document.getLineInformation(i);
                    document.replace(line.getOffset(), line.getLength(), formatted.get(i));
                }
            }
        } catch (BadLocationException impossible) {
            throw new IllegalStateException("the lines changed while they were formatted", impossible); //$NON-NLS-1$
        }
    }
}
