/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jdt.annotation.Nullable;

/** Which resources are recordings, as far as the workspace knows without reading files. For any thread. */
final class Recordings {

    private static final String HEADER = "header_page"; //$NON-NLS-1$
    private static final String CPUS = "per_cpu"; //$NON-NLS-1$
    private static final String PAGES = "trace_pipe_raw"; //$NON-NLS-1$
    private static final String FILE = "dat"; //$NON-NLS-1$

    private Recordings() {
    }

    /** Whether it is a folder with the layout of a recording. */
    static boolean isFolder(@Nullable Object element) {
        return element instanceof IFolder folder && folder.isAccessible() && folder.getLocation() != null
                && folder.getFolder(CPUS).exists()
                && (folder.getFile(HEADER).exists()
                        || folder.getFile(IPath.fromPortableString("events/" + HEADER)).exists()); //$NON-NLS-1$
    }

    /** Whether it may be a recording: such a folder, or a file whose name is one of a {@code trace.dat}. */
    static boolean mayBe(@Nullable Object element) {
        return isFolder(element) || element instanceof IFile file && file.isAccessible() && file.getLocation() != null
                && FILE.equalsIgnoreCase(file.getFileExtension());
    }

    /** Whether it is one for certain: such a folder, or a file that was read. */
    static boolean is(@Nullable Object element) {
        return isFolder(element)
                || element instanceof IFile file && mayBe(file) && RecordingFacts.summary(file).isPresent();
    }

    /** The recording that is meant by what is selected: it, or a part of it. */
    static Optional<IResource> of(@Nullable Object element) {
        if (element instanceof RecordingPart part) {
            return Optional.of(part.recording());
        }
        return Optional.ofNullable(Adapters.adapt(element, IResource.class)).filter(Recordings::is);
    }

    /** Where it is. */
    static Path path(IResource recording) {
        IPath location = recording.getLocation();
        return location == null ? Path.of("") : location.toPath(); //$NON-NLS-1$
    }

    /** The recording to which a change of a file belongs: the file, or the folder that it is in; null where it is none. */
    static @Nullable IResource changed(IResource file) {
        String name = file.getName();
        if (name.equals(HEADER) || name.equals(PAGES)) {
            for (IContainer up = file.getParent(); up != null; up = up.getParent()) {
                if (isFolder(up)) {
                    return up;
                }
            }
        }
        return mayBe(file) ? file : null;
    }

    /** Changes with any file that holds events, as the workspace saw it last. */
    static long stamp(IResource recording) {
        if (!(recording instanceof IFolder folder)) {
            return recording.getModificationStamp();
        }
        long stamp = folder.getFile(HEADER).getModificationStamp();
        try {
            for (IResource cpu : folder.getFolder(CPUS).members()) {
                if (cpu instanceof IFolder one) {
                    stamp = 31 * stamp + one.getFile(PAGES).getModificationStamp();
                }
            }
        } catch (CoreException gone) {
            return IResource.NULL_STAMP;
        }
        return stamp;
    }
}
