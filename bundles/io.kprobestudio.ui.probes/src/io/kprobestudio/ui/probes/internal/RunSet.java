/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.ProbeLibrary;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Runs a set of the library by its name, on a target if one is named, and shows the chart of its hits. Made by the workbench. */
public final class RunSet extends AbstractHandler {

    private static final String SET = "io.kprobestudio.ui.probes.set"; //$NON-NLS-1$
    private static final String TARGET = "io.kprobestudio.ui.probes.target"; //$NON-NLS-1$
    private static final String HITS = "io.kprobestudio.ui.charts.hits"; //$NON-NLS-1$

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        StudioActions actions = StudioHandler.actions(window);
        String name = event == null ? null : event.getParameter(SET);
        String target = event == null ? null : event.getParameter(TARGET);
        LibrarySet set = ProbeLibrary.set(String.valueOf(name))
                .orElseThrow(() -> new ExecutionException("no such set in the library: set=" + name)); //$NON-NLS-1$
        try {
            if (target != null) {
                actions.studio().select(TargetAddress.parse(target));
            }
            Optional.ofNullable(window.getActivePage())
                    .orElseThrow(() -> new ExecutionException("the window has no page")).showView(HITS); //$NON-NLS-1$
        } catch (TargetException | PartInitException failed) {
            throw new ExecutionException(String.valueOf(failed.getMessage()), failed);
        }
        LibraryPage.run(set, actions);
        return null;
    }
}
