/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.Studio;
import org.eclipse.e4.core.contexts.ContextFunction;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Puts {@link StudioActions} into the workbench's context, where views and handlers find it by their service locator. Made
 * by Declarative Services; made anew with the studio.
 */
public final class StudioActionsFunction extends ContextFunction {

    private final Studio studio;
    private @Nullable StudioActions actions;

    /** Makes the function. Called by Declarative Services. */
    public StudioActionsFunction(Studio studio) {
        this.studio = studio;
    }

    @Override
    @NonNullByDefault({})
    public synchronized @Nullable Object compute(IEclipseContext context, String key) {
        StudioActions made = actions;
        if (made == null) {
            IWorkbench workbench = PlatformUI.getWorkbench();
            made = new StudioActions(studio, new UiGate(workbench.getDisplay()), () -> shell(workbench));
            actions = made;
        }
        return made;
    }

    private static Shell shell(IWorkbench workbench) {
        IWorkbenchWindow window = workbench.getActiveWorkbenchWindow();
        return window == null ? new Shell(workbench.getDisplay()) : window.getShell();
    }
}
