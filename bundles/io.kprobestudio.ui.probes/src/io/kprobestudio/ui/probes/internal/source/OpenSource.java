/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.definition.assist.LineNames;
import io.kprobestudio.symbols.CodePlace;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.source.KernelSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * Opens the line of the kernel's source that a place belongs to: the place that the command's parameter names, else those of the
 * selected event, stack or text, else that of the selected probe. Where it was inlined, or there are several, it is asked which.
 */
public final class OpenSource extends AbstractHandler {

    private static final String PLACE = "io.kprobestudio.ui.probes.place"; //$NON-NLS-1$

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        StudioActions actions = SourceHandlers.service(event, StudioActions.class);
        KernelSource source = SourceHandlers.service(event, KernelSource.class);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        String named = event == null ? null : event.getParameter(PLACE);
        String text = named == null ? inHand(actions) : named;
        List<CodePlace> places = CodePlace.in(text);
        if (places.isEmpty()) {
            actions.studio().setNotice(NLS.bind(Messages.Open_noPlace, text));
            return null;
        }
        SourceHandlers.ask(actions, source, NLS.bind(Messages.Open_job, text), info -> {
            List<SourceLocation> found = new ArrayList<>();
            for (CodePlace place : places) {
                found.addAll(place.source(place.module().isEmpty() ? info : source.of(place.module())
                        .orElseThrow(() -> new DebugInfoException(NLS.bind(Messages.Open_noModule, place.module())))));
            }
            return found;
        }, found -> choose(actions, found, text).ifPresent(chosen -> locate(actions, source, page, chosen)), words -> {
        });
        return null;
    }

    private static String inHand(StudioActions actions) {
        String focused = FocusedText.of(actions.shell().getDisplay().getFocusControl());
        return CodePlace.in(focused).isEmpty() ? selected(actions) : focused.strip();
    }

    /** The place of the first selected probe. */
    private static String selected(StudioActions actions) {
        List<ProbeInfo> probes = actions.selectedProbes();
        String place = probes.isEmpty() ? "" : LineNames.of(probes.get(0).definition()).place(); //$NON-NLS-1$
        return place.isEmpty() || place.indexOf('+') >= 0 ? place : place + "+0"; //$NON-NLS-1$
    }

    private static Optional<SourceLocation> choose(StudioActions actions, List<SourceLocation> found, String text) {
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        if (found.isEmpty()) {
            actions.studio().setNotice(NLS.bind(Messages.Open_noSource, text));
            return Optional.empty();
        }
        ElementListSelectionDialog dialog = new ElementListSelectionDialog(actions.shell(), new LabelProvider());
        dialog.setTitle(Messages.Open_title);
        dialog.setMessage(NLS.bind(Messages.Open_question, text));
        dialog.setElements(found.toArray());
        dialog.setMultipleSelection(false);
        return dialog.open() == Window.OK && dialog.getFirstResult() instanceof SourceLocation chosen
                ? Optional.of(chosen) : Optional.empty();
    }

    /* A repository or tar takes its time. */
    private static void locate(StudioActions actions, KernelSource source, IWorkbenchPage page,
            SourceLocation location) {
        SourceHandlers.ask(actions, source, NLS.bind(Messages.Open_job, location), info -> source.file(location.file()),
                file -> open(actions, page, location, file), words -> {
                });
    }

    private static void open(StudioActions actions, IWorkbenchPage page, SourceLocation location, Optional<Path> file) {
        if (file.isEmpty()) {
            actions.studio().setNotice(NLS.bind(Messages.Open_noFile, location));
            return;
        }
        try {
            IEditorPart part = IDE.openEditorOnFileStore(page, EFS.getLocalFileSystem().getStore(file.get().toUri()));
            ITextEditor editor = Objects.requireNonNull(part.getAdapter(ITextEditor.class), "no text editor"); //$NON-NLS-1$
            IDocument document = Objects
                    .requireNonNull(editor.getDocumentProvider().getDocument(editor.getEditorInput()), "no text"); //$NON-NLS-1$
            int line = Math.clamp(location.line() - 1, 0, document.getNumberOfLines() - 1);
            editor.selectAndReveal(document.getLineOffset(line), 0);
        } catch (PartInitException | BadLocationException unreadable) {
            actions.studio().setNotice(NLS.bind(Messages.Open_noFile, location));
        }
    }
}
