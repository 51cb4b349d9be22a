/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.IAction;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.editors.text.TextEditorActionContributor;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * The menus' actions for {@link ProbesEditor}: those of its text while the text is shown; over the form undo and redo of the
 * text, and the rest is the field's that has the keyboard. Made by the workbench.
 */
public final class ProbesEditorActions extends TextEditorActionContributor {

    private @Nullable ITextEditor acting;
    private boolean begun;

    @Override
    @NonNullByDefault({})
    public void setActiveEditor(IEditorPart part) {
        if (part instanceof ProbesEditor editor) {
            pageChanged(editor);
        } else {
            super.setActiveEditor(part);
        }
    }

    /** Takes over for the page that an editor shows. */
    void pageChanged(ProbesEditor editor) {
        ITextEditor wanted = editor.showsText() ? editor.text() : null;
        if (!begun || acting != wanted) {
            begun = true;
            acting = wanted;
            super.setActiveEditor(wanted);
        }
        for (ActionFactory factory : new ActionFactory[]{ ActionFactory.UNDO, ActionFactory.REDO }) {
            IAction action = editor.text().getAction(factory.getId());
            getActionBars().setGlobalActionHandler(factory.getId(), action);
        }
        getActionBars().updateActionBars();
    }
}
