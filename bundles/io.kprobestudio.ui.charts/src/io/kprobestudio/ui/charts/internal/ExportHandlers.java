/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** The handlers of the commands that save what the active view draws, one nested class each, named in {@code plugin.xml}. */
public final class ExportHandlers {

    private static final String PATH = "io.kprobestudio.ui.charts.path"; //$NON-NLS-1$

    private ExportHandlers() {
    }

    private abstract static class Base extends AbstractHandler {

        private final String ending;

        Base(String ending) {
            this.ending = ending;
        }

        @Override
        public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
            StudioActions actions = Optional.ofNullable(window.getService(StudioActions.class))
                    .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
            ChartExport charts = Optional
                    .ofNullable(Adapters.adapt(HandlerUtil.getActivePart(event), ChartExport.class))
                    .orElseThrow(() -> new ExecutionException("the active view draws nothing that can be saved")); //$NON-NLS-1$
            String named = event == null ? null : event.getParameter(PATH);
            String chosen = named == null ? ask(actions) : named;
            if (chosen != null) {
                Path path = Path.of(chosen.endsWith(ending) ? chosen : chosen + ending);
                Saving saving = prepare(charts);
                StudioJob.start(NLS.bind(Messages.Export_job, path.getFileName()), progress -> write(path, saving),
                        actions.studio()::setNotice);
            }
            return null;
        }

        private static void write(Path path, Saving saving) throws TargetException {
            try {
                saving.to(path);
            } catch (IOException | SWTException unwritable) {
                throw new TargetException(NLS.bind(Messages.Export_failed, path, unwritable.getMessage()), unwritable);
            }
        }

        private @Nullable String ask(StudioActions actions) {
            FileDialog dialog = new FileDialog(actions.shell(), SWT.SAVE);
            dialog.setFilterExtensions(new String[]{ "*" + ending }); //$NON-NLS-1$
            dialog.setFileName("kprobes" + ending); //$NON-NLS-1$
            dialog.setOverwrite(true);
            return dialog.open();
        }

        /** Takes what is drawn now. */
        abstract Saving prepare(ChartExport charts);
    }

    /** Writes what was taken; runs on a job's thread. */
    @FunctionalInterface
    private interface Saving {

        void to(Path path) throws IOException;
    }

    /** Saves a picture. */
    public static final class Picture extends Base {

        /** Made by the workbench. */
        public Picture() {
            super(".png"); //$NON-NLS-1$
        }

        @Override
        Saving prepare(ChartExport charts) {
            Control control = charts.picture();
            Point size = control.getSize();
            Image image = new Image(control.getDisplay(), Math.max(1, size.x), Math.max(1, size.y));
            GC gc = new GC(image);
            try {
                control.print(gc);
                ImageLoader loader = new ImageLoader();
                loader.data = new ImageData[]{ image.getImageData() };
                return path -> loader.save(path.toString(), SWT.IMAGE_PNG);
            } finally {
                gc.dispose();
                image.dispose();
            }
        }
    }

    /** Saves comma-separated values. */
    public static final class Values extends Base {

        /** Made by the workbench. */
        public Values() {
            super(".csv"); //$NON-NLS-1$
        }

        @Override
        Saving prepare(ChartExport charts) {
            List<String> lines = charts.csv();
            return path -> Files.write(path, lines, StandardCharsets.UTF_8);
        }
    }
}
