/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.EventInFile;
import io.kprobestudio.definition.assist.EventInFile.Occurrence;
import java.util.List;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;

/** Asks for another name of the event at the caret, and writes it wherever the file names the event. Made by the workbench. */
public final class RenameEvent extends AbstractHandler {

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        EditorText text = EditorText.of(event);
        List<String> lines = text.lines();
        EventInFile found = at(text, lines);
        if (found == null) {
            text.say(Messages.Rename_nothing, true);
            return null;
        }
        List<Occurrence> places = found.occurrences(lines);
        InputDialog dialog = new InputDialog(text.editor().getSite().getShell(), Messages.Rename_title,
                NLS.bind(Messages.Rename_question, found.event(), Integer.valueOf(places.size())), found.event(),
                name -> name.equals(found.event()) ? "" : found.complaint(name, lines)); //$NON-NLS-1$
        if (dialog.open() == Window.OK) {
            String name = dialog.getValue();
            text.change(document -> write(document, places, found.event(), name));
            text.say(NLS.bind(Messages.Rename_done,
                    new Object[]{ found.event(), name, Integer.valueOf(places.size()) }), false);
        }
        return null;
    }

    private static @Nullable EventInFile at(EditorText text, List<String> lines) {
        try {
            int line = text.document().getLineOfOffset(text.caret());
            return EventInFile.at(lines.get(line), text.caret() - text.document().getLineOffset(line));
        } catch (BadLocationException impossible) {
            throw new IllegalStateException("the caret is outside of the text", impossible); //$NON-NLS-1$
        }
    }

    private static void write(IDocument document, List<Occurrence> places, String old, String name) {
        try {
            // from the end on, so that the places before stay where they are
            for (Occurrence place : places.reversed()) {
                document.replace(document.getLineOffset(place.line()) + place.from(), old.length(), name);
            }
        } catch (BadLocationException impossible) {
            throw new IllegalStateException("the text changed while an event was renamed", impossible); //$NON-NLS-1$
        }
    }
}
