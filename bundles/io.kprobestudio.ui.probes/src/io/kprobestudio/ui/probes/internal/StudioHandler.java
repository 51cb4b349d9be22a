/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A handler that hands the window's actions to what it does. */
abstract class StudioHandler extends AbstractHandler {

    private final Consumer<StudioActions> action;

    StudioHandler(Consumer<StudioActions> action) {
        this.action = action;
    }

    @Override
    public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        action.accept(actions(window));
        return null;
    }

    /** The actions of a window. */
    static StudioActions actions(IWorkbenchWindow window) throws ExecutionException {
        return Optional.ofNullable(window.getService(StudioActions.class))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
    }
}
