/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.ui.StudioActions;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.ui.IEditorLauncher;
import org.eclipse.ui.PlatformUI;

/** Opens a {@code trace.dat} file in the Events view, from wherever the workbench opens files. Made by the workbench. */
@NonNullByDefault({})
public final class RecordingLauncher implements IEditorLauncher {

    @Override
    public void open(IPath file) {
        StudioActions actions = PlatformUI.getWorkbench().getService(StudioActions.class);
        if (actions != null) {
            OpenedRecording.show(actions, file.toPath());
        }
    }
}
