/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * Looks at windows, and takes pictures of them into the folder that the system property {@code kps.pictures} names, in the
 * theme that {@code kps.pictures.theme} names, "light" or "dark": each window of the workbench in a large and a small
 * size. What is wrong with how they look is written to {@code problems.txt} there. Without a folder, or with "none",
 * nothing is written, and what is wrong fails the test. On the UI thread only.
 */
final class Pictures {

    private static final String THEME = "org.eclipse.e4.ui.css.theme.";
    private static final String NONE = "none";
    private static final String DARK = "dark";
    private static final long PAINT_MILLIS = 700;
    private static final int LOOKS = 3;
    private static final Rectangle LARGE = new Rectangle(0, 20, 1400, 940);
    private static final Rectangle SMALL = new Rectangle(0, 20, 1024, 700);

    /* The toolkit keeps parts of a dark theme until the process ends: tables stay dark. */
    private static boolean wasDark;

    private final @Nullable Path folder = folder();

    private static @Nullable Path folder() {
        String wanted = System.getProperty("kps.pictures");
        return wanted == null || wanted.equals(NONE) ? null : Path.of(wanted);
    }

    private static boolean isDarkWanted() {
        return DARK.equals(System.getProperty("kps.pictures.theme"));
    }

    /** Makes the window large, and chooses the theme that all pictures are wanted in, before anything is opened. */
    static void begin() {
        resize(window(), LARGE);
        if (folder() != null && isDarkWanted()) {
            choose(true);
        }
    }

    /** Whether pictures are wanted. */
    boolean areWanted() {
        return folder != null;
    }

    /** Looks at the workbench's window and takes pictures of it, when everything is painted. */
    void take(String name) {
        settle();
        take(name, window());
    }

    /** Looks at a window, and takes a picture of it with everything in front of it. */
    void take(String name, Shell shell) {
        Path to = folder;
        if (to == null) {
            List<String> problems = Looks.problems(shell, !wasDark, null);
            if (!problems.isEmpty()) {
                throw new AssertionError("picture=" + name + "\n" + String.join("\n", problems));
            }
            return;
        }
        String theme = isDarkWanted() ? "-dark" : "-light";
        String zoom = shell.getMonitor().getZoom() > 100 ? "-2x" : "";
        if (shell == window()) {
            Rectangle before = shell.getBounds();
            resize(shell, SMALL);
            write(to, name + theme + zoom + "-small", shell);
            resize(shell, LARGE);
            write(to, name + theme + zoom, shell);
            resize(shell, before);
        } else {
            write(to, name + theme + zoom, shell);
        }
    }

    private static Shell window() {
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
    }

    /** Makes the workbench's window small, or large as it is for all tests. */
    static void size(boolean small) {
        resize(window(), small ? SMALL : LARGE);
    }

    private static void resize(Shell shell, Rectangle bounds) {
        if (!shell.getBounds().equals(bounds)) {
            shell.setMaximized(false);
            shell.setBounds(bounds);
            settle();
        }
    }

    private static void write(Path folder, String name, Shell shell) {
        ImageData picture = picture(shell);
        List<String> problems = Looks.problems(shell, true, picture);
        // on a busy machine, what was in front of the window may be on the screen still
        for (int i = 0; i < LOOKS && !problems.isEmpty(); i++) {
            shell.redraw(0, 0, shell.getSize().x, shell.getSize().y, true);
            settle();
            picture = picture(shell);
            problems = Looks.problems(shell, true, picture);
        }
        try {
            Files.createDirectories(folder);
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[]{ picture };
            loader.save(folder.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
            List<String> lines = problems.stream().map(line -> name + ": " + line).toList();
            Files.write(folder.resolve("problems.txt"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("picture=" + name, failed);
        }
    }

    private static ImageData picture(Shell shell) {
        Display display = shell.getDisplay();
        Rectangle bounds = shell.getBounds();
        Image image = new Image(display, bounds.width, bounds.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, bounds.x, bounds.y);
            return image.getImageData(shell.getMonitor().getZoom());
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

    /** Chooses the light or the dark theme; the one that pictures are taken in stays. */
    static void theme(boolean dark) {
        if (folder() == null) {
            choose(dark);
        }
    }

    private static void choose(boolean dark) {
        wasDark |= dark;
        IThemeEngine engine = Objects.requireNonNull(PlatformUI.getWorkbench().getService(IThemeEngine.class));
        engine.setTheme(THEME + (dark ? "e4_dark" : "e4_default"), false);
        settle();
    }
}
