/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/** The one way to the UI thread. Every method may be called on any thread. */
public final class UiGate {

    private final Display display;

    /** Makes a gate to a display's thread. */
    public UiGate(Display display) {
        this.display = display;
    }

    /** Runs something on the UI thread soon; drops it when the display is gone. */
    public void post(Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(action);
        }
    }

    /** Runs something on the UI thread soon, unless the widget is gone by then. */
    public void post(Widget owner, Runnable action) {
        post(() -> {
            if (!owner.isDisposed()) {
                action.run();
            }
        });
    }

    /**
     * Asks a person and waits for the answer. For prompts only: everything else is posted.
     *
     * @param question runs on the UI thread and may open a dialog
     * @return the answer, or nothing when the display is gone
     */
    public <T> Optional<T> ask(Supplier<Optional<T>> question) {
        if (display.isDisposed()) {
            return Optional.empty();
        }
        AtomicReference<Optional<T>> answer = new AtomicReference<>(Optional.empty());
        display.syncExec(() -> answer.set(question.get()));
        return answer.get();
    }

    /**
     * Makes a throttled refresh.
     *
     * @param owner the widget that is refreshed; nothing runs after its disposal
     * @param update pulls the newest snapshot and shows it; runs on the UI thread
     */
    public Refresh refresh(Widget owner, Runnable update) {
        return new Refresh(display, owner, update);
    }
}
