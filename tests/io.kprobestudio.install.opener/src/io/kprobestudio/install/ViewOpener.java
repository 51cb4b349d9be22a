/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.views.IViewDescriptor;

/**
 * Opens each view of the suite when the workbench has started, writes a line for each into the file that the system
 * property {@code kps.install.result} names, and closes the workbench.
 */
public final class ViewOpener implements IStartup {

    private static final String PREFIX = "io.kprobestudio.";
    private static final int SETTLE_MILLIS = 3000;

    @Override
    public void earlyStartup() {
        String result = System.getProperty("kps.install.result");
        if (result == null) {
            return;
        }
        Display display = PlatformUI.getWorkbench().getDisplay();
        display.asyncExec(() -> {
            List<String> lines = openAll();
            // What a view does after it was opened may fail as well; the log is read afterwards.
            display.timerExec(SETTLE_MILLIS, () -> finish(Path.of(result), lines));
        });
    }

    private static List<String> openAll() {
        List<String> lines = new ArrayList<>();
        IWorkbenchPage page = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
        for (IViewDescriptor view : PlatformUI.getWorkbench().getViewRegistry().getViews()) {
            if (view.getId().startsWith(PREFIX)) {
                lines.add(open(page, view));
            }
        }
        return lines;
    }

    private static String open(IWorkbenchPage page, IViewDescriptor view) {
        try {
            IViewPart part = page.showView(view.getId());
            String type = part.getClass().getName();
            return (type.startsWith(PREFIX) ? "opened " : "failed ") + view.getId() + " as " + type;
        } catch (PartInitException e) {
            return "failed " + view.getId() + ": " + e.getMessage();
        }
    }

    private static void finish(Path result, List<String> lines) {
        try {
            Files.write(result, lines);
        } catch (IOException e) {
            throw new IllegalStateException("result=" + result, e);
        } finally {
            PlatformUI.getWorkbench().close();
        }
    }
}
