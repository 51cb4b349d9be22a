/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.ui.StudioActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.dialogs.ListSelectionDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** The handlers of the commands that record, one nested class each, named in {@code plugin.xml}. */
public final class RecordHandlers {

    private static final String PATH = "io.kprobestudio.ui.events.path"; //$NON-NLS-1$

    private RecordHandlers() {
    }

    private abstract static class Base extends AbstractHandler {

        private final Consumer<StudioActions> action;

        Base(Consumer<StudioActions> action) {
            this.action = action;
        }

        @Override
        public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            action.accept(actions(event));
            return null;
        }
    }

    private static StudioActions actions(@Nullable ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        return Optional.ofNullable(window.getService(StudioActions.class))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
    }

    /** Starts a recording on the selected target. */
    public static final class Record extends Base {

        /** Made by the workbench. */
        public Record() {
            super(StudioActions::startRecording);
        }
    }

    /** Stops the recording on the selected target. */
    public static final class Stop extends Base {

        /** Made by the workbench. */
        public Stop() {
            super(StudioActions::stopRecording);
        }
    }

    /** Opens the recording that the command's parameter names, or asks for one. */
    private abstract static class Opener extends AbstractHandler {

        @Override
        public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            StudioActions actions = actions(event);
            String named = event == null ? null : event.getParameter(PATH);
            String chosen = named == null ? ask(actions) : named;
            if (chosen != null) {
                open(actions, Path.of(chosen));
            }
            return null;
        }

        /** Asks; null when the user gave none. */
        abstract @Nullable String ask(StudioActions actions);

        /** Opens what the user gave. */
        void open(StudioActions actions, Path chosen) throws ExecutionException {
            actions.openRecording(chosen);
        }
    }

    /** Shows a {@code trace.dat} file. */
    public static final class OpenFile extends Opener {

        @Override
        @Nullable
        String ask(StudioActions actions) {
            FileDialog dialog = new FileDialog(actions.shell(), SWT.OPEN);
            dialog.setText(Messages.OpenFile_title);
            dialog.setFilterNames(new String[]{ Messages.OpenFile_dat, Messages.OpenFile_all });
            dialog.setFilterExtensions(new String[]{ "*.dat", "*" }); //$NON-NLS-1$ //$NON-NLS-2$
            return dialog.open();
        }
    }

    /** Shows a recording that is a folder, or several of those that are in a folder. */
    public static final class Open extends Opener {

        @Override
        void open(StudioActions actions, Path chosen) throws ExecutionException {
            List<Path> several;
            try {
                several = RecordingSet.recordingsIn(chosen);
            } catch (IOException unreadable) {
                throw new ExecutionException("the folder cannot be read: path=" + chosen, unreadable); //$NON-NLS-1$
            }
            if (several.size() < 2) {
                actions.openRecording(several.isEmpty() ? chosen : several.get(0));
                return;
            }
            ListSelectionDialog dialog = ListSelectionDialog.of(several).title(Messages.Several_title)
                    .message(Messages.Several_message).contentProvider(ArrayContentProvider.getInstance())
                    .labelProvider(LabelProvider.createTextProvider(
                            path -> path instanceof Path one ? String.valueOf(one.getFileName()) : "")) //$NON-NLS-1$
                    .preselect(several.stream().filter(Open::isAligned).toArray()).create(actions.shell());
            if (dialog.open() == Window.OK) {
                List<Path> wanted = Arrays.stream(dialog.getResult()).map(Path.class::cast).sorted().toList();
                switch (wanted.size()) {
                case 0 -> actions.studio().setNotice(Messages.Several_none);
                case 1 -> actions.openRecording(wanted.get(0));
                default -> actions.openRecordings(wanted);
                }
            }
        }

        private static boolean isAligned(Path recording) {
            return Files.isRegularFile(recording.resolve(ClockRelation.FILE));
        }

        @Override
        @Nullable
        String ask(StudioActions actions) {
            DirectoryDialog dialog = new DirectoryDialog(actions.shell(), SWT.OPEN);
            dialog.setText(Messages.Open_title);
            dialog.setMessage(Messages.Open_message);
            dialog.setFilterPath(actions.recordings());
            return dialog.open();
        }
    }
}
