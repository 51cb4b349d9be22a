/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * Takes pictures of windows, into the folder that the system property {@code kps.pictures} names; without it, or with
 * "none", nothing is written. On the UI thread only.
 */
final class Pictures {

    private static final String THEME = "org.eclipse.e4.ui.css.theme.";
    private static final String NONE = "none";
    private static final long PAINT_MILLIS = 700;

    private final @Nullable Path folder;

    Pictures() {
        String wanted = System.getProperty("kps.pictures");
        folder = wanted == null || wanted.equals(NONE) ? null : Path.of(wanted);
    }

    /** Whether pictures are wanted. */
    boolean areWanted() {
        return folder != null;
    }

    /** Takes a picture of a window with everything in front of it. */
    void take(String name, Shell shell) {
        Path to = folder;
        if (to == null) {
            return;
        }
        Display display = shell.getDisplay();
        Rectangle bounds = shell.getBounds();
        Image image = new Image(display, bounds.width, bounds.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, bounds.x, bounds.y);
            Files.createDirectories(to);
            ImageLoader loader = new ImageLoader();
            loader.data = new org.eclipse.swt.graphics.ImageData[]{ image.getImageData() };
            loader.save(to.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
        } catch (IOException failed) {
            throw new UncheckedIOException("picture=" + name, failed);
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    /** Lets everything be painted. */
    static void settle() {
        settle(PAINT_MILLIS);
    }

    /** Lets the workbench work for some milliseconds. */
    static void settle(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        Robot.waitFor("the paint to dry", () -> System.nanoTime() > end);
    }

    /** Chooses the light or the dark theme. */
    static void theme(boolean dark) {
        IThemeEngine engine = Objects.requireNonNull(PlatformUI.getWorkbench().getService(IThemeEngine.class));
        engine.setTheme(THEME + (dark ? "e4_dark" : "e4_default"), false);
        settle();
    }
}
