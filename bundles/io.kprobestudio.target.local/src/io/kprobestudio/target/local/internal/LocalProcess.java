/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** A program on this machine. */
final class LocalProcess implements TargetProcess {

    private static final int GRACE_MILLISECONDS = 500;

    private final Process process;
    private volatile boolean closed;

    private LocalProcess(Process process) {
        this.process = process;
    }

    static LocalProcess start(List<String> command) throws TargetException {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a program has a name: command=[]");
        }
        try {
            return new LocalProcess(new ProcessBuilder(command).directory(new File("/")).start());
        } catch (IOException failure) {
            throw new TargetException("the program cannot be started: command=%s reason=%s".formatted(command,
                    failure.getMessage()), failure);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public OptionalInt await(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        closed = true;
        process.destroy();
        try {
            if (!process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        for (AutoCloseable stream : List.of(process.getOutputStream(), process.getInputStream(),
                process.getErrorStream())) {
            try {
                stream.close();
            } catch (Exception broken) {
                // the program is gone, and so is the pipe
            }
        }
    }
}
