/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;

import io.kprobestudio.target.Progress;

/** For tests that end a command at each of its steps: tells a step on standard error and waits for a line to go on. */
final class Steps implements Progress {

    private final Console console;
    private final Progress progress;

    Steps(Console console, Progress progress) {
        this.console = console;
        this.progress = progress;
    }

    @Override
    public void report(String step) {
        console.err().println("step: " + step);
        console.err().flush();
        try {
            int read = console.in().read();
            while (read >= 0 && read != '\n') {
                read = console.in().read();
            }
        } catch (IOException ended) {
            console.err().println("standard input cannot be read: " + ended.getMessage());
        }
    }

    @Override
    public boolean isCancelled() {
        return progress.isCancelled();
    }
}
