/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.product.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWindowListener;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Gives the place of the editors back to the views when the last editor of the Kprobes perspective is closed; the workbench
 * shows it again when one is opened. Made by the workbench.
 */
public final class EditorArea implements IStartup, IWindowListener, IPartListener2 {

    private static final String PERSPECTIVE = "io.kprobestudio.product.perspective"; //$NON-NLS-1$

    @Override
    public void earlyStartup() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        workbench.getDisplay().asyncExec(() -> {
            workbench.addWindowListener(this);
            for (IWorkbenchWindow window : workbench.getWorkbenchWindows()) {
                windowOpened(window);
            }
        });
    }

    @Override
    @NonNullByDefault({})
    public void windowOpened(IWorkbenchWindow window) {
        window.getPartService().addPartListener(this);
        hideIfEmpty(window.getActivePage());
    }

    @Override
    @NonNullByDefault({})
    public void windowClosed(IWorkbenchWindow window) {
        window.getPartService().removePartListener(this);
    }

    @Override
    @NonNullByDefault({})
    public void windowActivated(IWorkbenchWindow window) {
        // nothing changes
    }

    @Override
    @NonNullByDefault({})
    public void windowDeactivated(IWorkbenchWindow window) {
        // nothing changes
    }

    @Override
    @NonNullByDefault({})
    public void partClosed(IWorkbenchPartReference part) {
        IWorkbenchPage page = part.getPage();
        // Not now, since another editor may be about to open in its place.
        Display.getCurrent().asyncExec(() -> hideIfEmpty(page));
    }

    private static void hideIfEmpty(@Nullable IWorkbenchPage page) {
        if (page != null && page.getWorkbenchWindow().getShell() != null
                && !page.getWorkbenchWindow().getShell().isDisposed() && page.getPerspective() != null
                && page.getPerspective().getId().equals(PERSPECTIVE) && page.getEditorReferences().length == 0
                && page.isEditorAreaVisible()) {
            page.setEditorAreaVisible(false);
        }
    }
}
