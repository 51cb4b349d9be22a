/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.uitest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Hands and eyes of a user. On the UI thread only. */
final class Robot {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final long STEP_MILLIS = 10;

    private Robot() {
    }

    /**
     * Lets the workbench work until something is so.
     *
     * @param what what is waited for, for the failure's message
     * @param condition asked again and again
     * @throws AssertionError when it is not so after half a minute
     */
    static void waitFor(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what);
            }
            settle();
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
        settle();
    }

    /** Handles the events that wait. */
    static void settle() {
        Display display = Display.getCurrent();
        while (UiWatch.dispatch(display)) {
            // the next one
        }
    }

    /** The workbench page. */
    static IWorkbenchPage page() {
        return Objects.requireNonNull(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage());
    }

    /** Opens a view and brings it to the front. */
    static IViewPart show(String view) throws PartInitException {
        IViewPart part = page().showView(view);
        settle();
        return part;
    }

    /** The only control of a type below a parent for which something holds. */
    static <T extends Control> T only(Composite parent, Class<T> type, Predicate<T> holds) {
        List<T> found = all(parent, type).stream().filter(holds).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    found.size() + " of " + type.getSimpleName() + " where one was expected: " + found);
        }
        return found.getFirst();
    }

    /** All controls of a type below a parent, in their order. */
    static <T extends Control> List<T> all(Composite parent, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            if (type.isInstance(child)) {
                found.add(type.cast(child));
            }
            if (child instanceof Composite composite) {
                found.addAll(all(composite, type));
            }
        }
        return found;
    }

    /** Waits for a window whose title has this text. */
    static Shell window(String title) {
        Display display = Display.getCurrent();
        waitFor("a window called " + title, () -> find(display, title) != null);
        return Objects.requireNonNull(find(display, title));
    }

    /** The window whose title has this text, or null while there is none. */
    static @Nullable Shell find(Display display, String title) {
        for (Shell shell : display.getShells()) {
            if (!shell.isDisposed() && shell.isVisible() && shell.getText().contains(title)) {
                return shell;
            }
        }
        return null;
    }
}
