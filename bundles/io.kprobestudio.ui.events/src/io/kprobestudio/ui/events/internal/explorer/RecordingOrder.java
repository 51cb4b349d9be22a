/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import org.eclipse.core.resources.IContainer;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;

/** The parts of a recording in their order, and its files with the folders first. Made by the workbench. */
@NonNullByDefault({})
public final class RecordingOrder extends ViewerComparator {

    @Override
    public int category(Object element) {
        return element instanceof RecordingPart || element instanceof IContainer ? 0 : 1;
    }

    @Override
    public int compare(Viewer viewer, Object one, Object other) {
        return one instanceof RecordingPart first && other instanceof RecordingPart second
                ? Integer.compare(first.place(), second.place())
                : super.compare(viewer, one, other);
    }
}
