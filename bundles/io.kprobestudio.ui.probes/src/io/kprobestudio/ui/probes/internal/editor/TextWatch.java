/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.ITextInputListener;
import org.eclipse.jface.text.ITextViewer;

/** Tells when the text in a viewer changed, whichever document it shows, until it is closed. UI thread only. */
final class TextWatch implements ITextInputListener, IDocumentListener, AutoCloseable {

    private final ITextViewer viewer;
    private final Runnable changed;
    private @Nullable IDocument document;

    /**
     * Begins to watch.
     *
     * @param changed called after each change, and when the viewer shows another document
     */
    TextWatch(ITextViewer viewer, Runnable changed) {
        this.viewer = viewer;
        this.changed = changed;
        viewer.addTextInputListener(this);
        follow(viewer.getDocument());
    }

    private void follow(@Nullable IDocument next) {
        IDocument before = document;
        if (before != null) {
            before.removeDocumentListener(this);
        }
        document = next;
        if (next != null) {
            next.addDocumentListener(this);
        }
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentAboutToBeChanged(IDocument old, IDocument input) {
        // told when it has happened
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentChanged(IDocument old, IDocument input) {
        follow(input);
        changed.run();
    }

    @Override
    @NonNullByDefault({})
    public void documentAboutToBeChanged(DocumentEvent event) {
        // told when it has happened
    }

    @Override
    @NonNullByDefault({})
    public void documentChanged(DocumentEvent event) {
        changed.run();
    }

    @Override
    public void close() {
        viewer.removeTextInputListener(this);
        follow(null);
    }
}
