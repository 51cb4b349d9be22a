/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;

/** Gives the Outline view its page for a text editor that shows a {@code .kprobes} file. Made by the platform. */
public final class OutlineAdapter implements IAdapterFactory {

    @Override
    @NonNullByDefault({})
    public <T> T getAdapter(Object adaptable, Class<T> type) {
        if (type == IContentOutlinePage.class && adaptable instanceof ITextEditor editor
                && ProbesInput.isProbes(editor.getEditorInput())
                && editor.getAdapter(ITextOperationTarget.class) instanceof ITextViewer viewer) {
            return type.cast(new ProbeOutline(editor, viewer));
        }
        return null;
    }

    @Override
    public Class<?>[] getAdapterList() {
        return new Class<?>[]{ IContentOutlinePage.class };
    }
}
