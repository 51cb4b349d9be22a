/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.navigator.CommonActionProvider;
import org.eclipse.ui.navigator.ICommonActionConstants;
import org.eclipse.ui.navigator.ICommonMenuConstants;

/**
 * Opens a recording that is a folder, or that a part belongs to; the platform opens a file, by {@link RecordingLauncher}. Made by
 * the workbench.
 */
@NonNullByDefault({})
public final class RecordingActions extends CommonActionProvider {

    private final IAction open = new Action(Messages.Open_action, Images.descriptor("open")) { //$NON-NLS-1$

        @Override
        public void run() {
            chosen().ifPresent(RecordingActions::show);
        }
    };

    /** Shows a recording. */
    private static void show(IResource recording) {
        StudioActions actions = PlatformUI.getWorkbench().getService(StudioActions.class);
        if (actions != null) {
            OpenedRecording.show(actions, Recordings.path(recording));
        }
    }

    private Optional<IResource> chosen() {
        return getContext() != null && getContext().getSelection() instanceof IStructuredSelection selection
                && selection.size() == 1 && !(selection.getFirstElement() instanceof IFile)
                        ? Recordings.of(selection.getFirstElement())
                        : Optional.empty();
    }

    @Override
    public void fillActionBars(IActionBars bars) {
        if (chosen().isPresent()) {
            bars.setGlobalActionHandler(ICommonActionConstants.OPEN, open);
        }
    }

    @Override
    public void fillContextMenu(IMenuManager menu) {
        if (chosen().isPresent()) {
            menu.appendToGroup(ICommonMenuConstants.GROUP_OPEN, open);
        }
    }
}
