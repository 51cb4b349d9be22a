/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourcePaths;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.ui.source.KernelSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filesystem.IFileStore;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.eclipse.ui.PlatformUI;

/** Says where the variable under the mouse lives at its line of the kernel's source. Made by the generic editor. */
public final class SourceHover implements ITextHover {

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$

    @Override
    @NonNullByDefault({})
    public @Nullable String getHoverInfo(ITextViewer viewer, IRegion region) {
        IDocument document = viewer.getDocument();
        Optional<DebugInfo> info = source.ready();
        Optional<Path> file = file(document);
        if (info.isEmpty() || file.isEmpty()) {
            return null;
        }
        try {
            String name = EditorPlace.word(document, region.getOffset());
            SourcePlace line = new SourcePlace("", SourcePaths.compiled(info.get(), file.get()).file(), //$NON-NLS-1$
                    document.getLineOfOffset(region.getOffset()) + 1, 0, false);
            Optional<String> said = name.isEmpty() ? Optional.empty() : SourceText.variable(info.get(), line, name);
            return said.isPresent() ? said.get() : null;
        } catch (BadLocationException | DebugInfoException nothing) {
            // no code belongs to the line, so that nothing can be said of it
            return null;
        }
    }

    /** The file of this machine that a document is the text of. */
    static Optional<Path> file(IDocument document) {
        ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(document);
        IFileStore store = buffer == null ? null : buffer.getFileStore();
        return store != null && "file".equals(store.toURI().getScheme()) ? Optional.of(Path.of(store.toURI())) //$NON-NLS-1$
                : Optional.empty();
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IRegion getHoverRegion(ITextViewer viewer, int offset) {
        return new Region(offset, 0);
    }
}
