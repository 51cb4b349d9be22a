/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioJob;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.resources.IResource;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** Writes the selected recording for other tools, to the place that the command's parameter names, or asks for one. */
public final class ExportRecording extends AbstractHandler {

    private static final String PATH = "io.kprobestudio.ui.events.path"; //$NON-NLS-1$

    @Override
    public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
        StudioActions actions = Optional
                .ofNullable(HandlerUtil.getActiveWorkbenchWindowChecked(event).getService(StudioActions.class))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
        IResource recording = Optional.ofNullable(HandlerUtil.getCurrentSelection(event))
                .flatMap(selection -> selection instanceof IStructuredSelection rows
                        ? Recordings.of(rows.getFirstElement())
                        : Optional.empty())
                .orElseThrow(() -> new ExecutionException("no recording is selected")); //$NON-NLS-1$
        Path from = Recordings.path(recording);
        String named = event == null ? null : event.getParameter(PATH);
        String chosen = named == null ? ask(actions, from, recording) : named;
        if (chosen != null) {
            Path to = Path.of(chosen);
            StudioJob.start(NLS.bind(Messages.Export_job, recording.getName()),
                    progress -> write(from, to, progress), actions.studio()::setNotice);
        }
        return null;
    }

    private static void write(Path from, Path to, Progress progress) throws TargetException {
        ExportForm form = ExportForm.named(from, to)
                .orElseThrow(() -> new TargetException(NLS.bind(Messages.Export_unknown, to)));
        try {
            form.write(from, to, progress);
        } catch (InterruptedIOException cancelled) {
            throw new CancelledException(NLS.bind(Messages.Export_job, from) + " was cancelled"); //$NON-NLS-1$
        } catch (IOException | TraceDataException failed) {
            throw new TargetException(NLS.bind(Messages.Export_failed, failed.getMessage()), failed);
        }
    }

    private static @Nullable String ask(StudioActions actions, Path from, IResource recording) {
        List<ExportForm> forms = ExportForm.of(from);
        FileDialog dialog = new FileDialog(actions.shell(), SWT.SAVE);
        dialog.setText(Messages.Export_title);
        dialog.setFilterNames(forms.stream().map(ExportForm::words).toArray(String[]::new));
        dialog.setFilterExtensions(forms.stream().map(form -> "*" + form.ending()).toArray(String[]::new)); //$NON-NLS-1$
        String name = recording.getFullPath().removeFileExtension().lastSegment();
        dialog.setFileName(name + forms.getFirst().ending());
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen == null || ExportForm.named(from, Path.of(chosen)).isPresent()) {
            return chosen;
        }
        return chosen + forms.get(Math.max(0, dialog.getFilterIndex())).ending();
    }
}
