/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.StudioActions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
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
                actions.openRecording(Path.of(chosen));
            }
            return null;
        }

        /** Asks; null when the user gave none. */
        abstract @Nullable String ask(StudioActions actions);
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

    /** Shows a recording that is a folder. */
    public static final class Open extends Opener {

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
