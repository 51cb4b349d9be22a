/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last refusals with the kernel's words and a caret: {@code error_log} of kernel/trace/trace.c. */
public final class ErrorLog {

    /** {@code TRACING_LOG_ERRS_MAX}. */
    private static final int SIZE = 8;
    private static final String COMMAND = "  Command: ";

    private final Deque<String> entries = new ArrayDeque<>();

    /** Adds a refusal. */
    void add(long time, String where, String words, String command, int caret) {
        if (entries.size() == SIZE) {
            entries.pollFirst();
        }
        entries.addLast("[%s] %s: error: %s\n%s%s\n%s^\n".formatted(KernelTime.seconds(time / 1000), where, words,
                COMMAND, command, " ".repeat(COMMAND.length() + Math.max(0, caret))));
    }

    /** Forgets all. */
    public void clear() {
        entries.clear();
    }

    /** The file's text. */
    public String text() {
        return String.join("", entries);
    }

    List<String> all() {
        return new ArrayList<>(entries);
    }

    void restore(List<String> saved) {
        entries.clear();
        entries.addAll(saved);
    }
}
