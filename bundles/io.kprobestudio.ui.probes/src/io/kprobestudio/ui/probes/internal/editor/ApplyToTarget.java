/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * Makes the chosen target have the probes of the text in the active editor, saved or not. What became of them is said in the
 * status line.
 */
public final class ApplyToTarget extends AbstractHandler {

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        StudioActions actions = Optional.ofNullable(window.getService(StudioActions.class))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
        EditorText text = EditorText.of(event);
        IEditorPart editor = text.editor();
        IStatusLineManager status = editor.getEditorSite().getActionBars().getStatusLineManager();
        status.setErrorMessage(null);
        status.setMessage(NLS.bind(Messages.Apply_begun, actions.studio().selected()));
        actions.applyProbes(editor.getTitle(), actions.studio().selected(), text.probes(), (address, applied) -> {
            status.setErrorMessage(null);
            status.setMessage(NLS.bind(Messages.Apply_done, new Object[]{ address, Integer.valueOf(applied.added()),
                    Integer.valueOf(applied.replaced()), Integer.valueOf(applied.unchanged()) }));
        }, words -> status.setErrorMessage(words.lines().findFirst().orElse(words)));
        return null;
    }
}
