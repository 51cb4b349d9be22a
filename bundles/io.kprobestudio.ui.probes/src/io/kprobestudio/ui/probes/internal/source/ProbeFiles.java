/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.ui.probes.internal.editor.EditorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/** The {@code .kprobes} files of the workspace. UI thread only. */
final class ProbeFiles {

    private static final String EXTENSION = "kprobes"; //$NON-NLS-1$

    private ProbeFiles() {
    }

    /** All of them that can be changed, by their paths. */
    static List<IFile> all() throws CoreException {
        List<IFile> files = new ArrayList<>();
        ResourcesPlugin.getWorkspace().getRoot().accept(resource -> {
            if (resource instanceof IFile file && EXTENSION.equals(file.getFileExtension()) && !file.isReadOnly()) {
                files.add(file);
            }
            return resource.getType() != IResource.PROJECT || resource.isAccessible();
        });
        return files;
    }

    /** Opens a file and puts lines at its end, in one step of undo; it is not saved. */
    static void append(IWorkbenchPage page, IFile file, List<String> lines) throws PartInitException {
        IEditorPart part = IDE.openEditor(page, file);
        ITextEditor editor = Objects.requireNonNull(part.getAdapter(ITextEditor.class), "no text editor"); //$NON-NLS-1$
        IDocument document = Objects
                .requireNonNull(editor.getDocumentProvider().getDocument(editor.getEditorInput()), "no text"); //$NON-NLS-1$
        String before = document.get();
        String text = (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + String.join("\n", lines) + "\n"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
        new EditorText(editor, document).change(shown -> {
            try {
                shown.replace(shown.getLength(), 0, text);
            } catch (BadLocationException outside) {
                throw new IllegalStateException("the text has no end", outside); //$NON-NLS-1$
            }
        });
        editor.selectAndReveal(document.getLength(), 0);
    }
}
