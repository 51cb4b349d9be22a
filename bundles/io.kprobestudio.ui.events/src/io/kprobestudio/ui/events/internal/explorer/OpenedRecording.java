/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.ui.StudioActions;
import java.nio.file.Path;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Brings a recording to the Events view. */
final class OpenedRecording {

    private static final String EVENTS = "io.kprobestudio.ui.events.events"; //$NON-NLS-1$

    private OpenedRecording() {
    }

    /** Opens the view, in whatever perspective, and reads the recording. */
    static void show(StudioActions actions, Path recording) {
        IWorkbenchPage page = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
        try {
            page.showView(EVENTS);
        } catch (PartInitException failed) {
            actions.studio().setNotice(String.valueOf(failed.getMessage()));
            return;
        }
        actions.openRecording(recording);
    }
}
