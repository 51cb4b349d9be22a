/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filebuffers.ITextFileBufferManager;
import org.eclipse.core.filebuffers.LocationKind;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolution2;
import org.eclipse.ui.IMarkerResolutionGenerator2;

/** Offers the suggested changes of a problem, in the editor and in the Problems view. Made by the workbench. */
public final class MarkerFixes implements IMarkerResolutionGenerator2 {

    @Override
    @NonNullByDefault({})
    public boolean hasResolutions(IMarker marker) {
        return !marker.getAttribute(ProblemMarks.FIXES, "").isEmpty(); //$NON-NLS-1$
    }

    @Override
    @NonNullByDefault({})
    public IMarkerResolution[] getResolutions(IMarker marker) {
        return MarkedFixes.parse(marker.getAttribute(ProblemMarks.FIXES, "")).stream().map(Resolution::new) //$NON-NLS-1$
                .toArray(IMarkerResolution[]::new);
    }

    /** Writes a change into the file's text, which is saved where no editor shows it. */
    private record Resolution(Fix fix) implements IMarkerResolution2 {

        @Override
        public String getLabel() {
            return fix.title();
        }

        @Override
        public @Nullable String getDescription() {
            return null;
        }

        @Override
        public @Nullable Image getImage() {
            return null;
        }

        @Override
        @NonNullByDefault({})
        public void run(IMarker marker) {
            if (!(marker.getResource() instanceof IFile file)) {
                return;
            }
            ITextFileBufferManager buffers = FileBuffers.getTextFileBufferManager();
            try {
                buffers.connect(file.getFullPath(), LocationKind.IFILE, null);
                try {
                    ITextFileBuffer buffer = buffers.getTextFileBuffer(file.getFullPath(), LocationKind.IFILE);
                    boolean edited = buffer.isDirty() || buffer.isShared();
                    FixEdit.apply(buffer.getDocument(), marker.getAttribute(IMarker.LINE_NUMBER, 1) - 1, fix);
                    if (!edited) {
                        buffer.commit(null, false);
                    }
                } finally {
                    buffers.disconnect(file.getFullPath(), LocationKind.IFILE, null);
                }
            } catch (CoreException | BadLocationException failed) {
                ILog.of(MarkerFixes.class).warn("the change cannot be made: file=" + file.getFullPath(), failed); //$NON-NLS-1$
            }
        }
    }
}
