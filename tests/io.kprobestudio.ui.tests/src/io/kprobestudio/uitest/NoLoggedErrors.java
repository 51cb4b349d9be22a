/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.uitest;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.rules.ExternalResource;

/** Fails a test during which an error was logged, by whatever bundle. */
public final class NoLoggedErrors extends ExternalResource {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final ILogListener listener = this::logged;

    @Override
    protected void before() {
        Opened.listen();
        Platform.addLogListener(listener);
    }

    @Override
    protected void after() {
        Platform.removeLogListener(listener);
        if (!errors.isEmpty()) {
            throw new AssertionError("errors were logged:\n" + String.join("\n", errors));
        }
    }

    @NonNullByDefault({})
    private void logged(IStatus status, String plugin) {
        if (status.getSeverity() == IStatus.ERROR) {
            errors.add(plugin + ": " + status.getMessage() + "\n" + trace(status.getException()));
        }
    }

    private static String trace(@Nullable Throwable problem) {
        StringWriter text = new StringWriter();
        if (problem != null) {
            problem.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
