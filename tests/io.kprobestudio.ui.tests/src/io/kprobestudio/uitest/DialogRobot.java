/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;

/**
 * Hands and eyes of a user in a dialog. A dialog keeps the thread that opened it until it closes, so that it is driven from
 * another one, which asks the UI thread for each step.
 */
final class DialogRobot {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final long STEP_MILLIS = 20;
    private static final long PAINT_MILLIS = 700;

    private final Display display;
    private final Shell shell;

    private DialogRobot(Display display, Shell shell) {
        this.display = display;
        this.shell = shell;
    }

    /**
     * Opens a dialog and drives it. To be called on the UI thread; returns when the dialog is closed.
     *
     * @param title a part of the dialog's title
     * @param open opens the dialog and waits for its end
     * @param drive what the user does; runs on another thread
     */
    static void drive(String title, Runnable open, Consumer<DialogRobot> drive) {
        Display display = Display.getCurrent();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread user = new Thread(() -> {
            Shell shell = null;
            try {
                waitFor(display, "a window called " + title, () -> Robot.find(display, title) != null);
                shell = ask(display, () -> Objects.requireNonNull(Robot.find(display, title)));
                drive.accept(new DialogRobot(display, shell));
            } catch (Throwable failed) {
                failure.set(failed);
                Shell left = shell;
                display.asyncExec(() -> {
                    if (left != null && !left.isDisposed()) {
                        left.close();
                    }
                });
            }
        }, "user");
        user.start();
        open.run();
        Robot.waitFor("the user to be done with " + title, () -> !user.isAlive());
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("in the dialog " + title + ": " + failed.getMessage(), failed);
        }
    }

    private static <T> T ask(Display display, Supplier<T> question) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        display.syncExec(() -> answer.set(question.get()));
        return Objects.requireNonNull(answer.get());
    }

    private static void waitFor(Display display, String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!ask(display, condition).booleanValue()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what);
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }

    /** Waits until something is so in the dialog. */
    void waitFor(String what, Predicate<Shell> condition) {
        waitFor(display, what, () -> Boolean.valueOf(condition.test(shell)));
    }

    /** Reads something of the dialog. */
    <T> T read(Function<Shell, T> question) {
        return ask(display, () -> question.apply(shell));
    }

    /** Does something in the dialog. */
    void act(Consumer<Shell> action) {
        display.syncExec(() -> action.accept(shell));
    }

    /** Writes over the text of the editable text field that is first. */
    void type(String text) {
        act(dialog -> Robot.all(dialog, StyledText.class).stream().filter(StyledText::getEditable).findFirst()
                .orElseThrow().setText(text));
    }

    /** Presses a button. */
    void press(String label) {
        waitFor("an enabled button " + label, dialog -> button(dialog, label).isEnabled());
        display.asyncExec(() -> click(button(shell, label)));
    }

    /** Whether a button can be pressed. */
    boolean canPress(String label) {
        return read(dialog -> Boolean.valueOf(button(dialog, label).isEnabled())).booleanValue();
    }

    private static Button button(Shell dialog, String label) {
        return Robot.only(dialog, Button.class, button -> button.getText().replace("&", "").equals(label));
    }

    /** Presses a button on the UI thread. */
    static void click(Control button) {
        Event event = new Event();
        event.widget = button;
        button.notifyListeners(SWT.Selection, event);
    }

    /** Lets everything be painted. */
    void pause() {
        try {
            Thread.sleep(PAINT_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until the dialog is closed. */
    void waitForClose() {
        waitFor(display, "the dialog to close", () -> Boolean.valueOf(shell.isDisposed()));
    }
}
