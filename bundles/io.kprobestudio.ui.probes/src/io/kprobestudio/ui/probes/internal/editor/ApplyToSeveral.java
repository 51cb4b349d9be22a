/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.probes.internal.TargetChoice;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.handlers.HandlerUtil;

/** Makes targets that the user ticks have the probes of the text in the active editor, saved or not. Made by the workbench. */
public final class ApplyToSeveral extends AbstractHandler {

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        StudioActions actions = Optional
                .ofNullable(HandlerUtil.getActiveWorkbenchWindowChecked(event).getService(StudioActions.class))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
        EditorText text = EditorText.of(event);
        TargetChoice.apply(actions, text.editor().getTitle(), text.probes(), any -> true,
                (words, error) -> text.say(words, error.booleanValue()));
        return null;
    }
}
