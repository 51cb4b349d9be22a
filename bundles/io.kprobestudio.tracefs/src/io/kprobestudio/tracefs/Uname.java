/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** What {@code uname -a} prints on a target; put together from {@code /proc} where there is no such program. For one thread. */
final class Uname implements AutoCloseable {

    private static final int LIMIT = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Tracefs tracefs;
    private final @Nullable TargetProcess process;

    private Uname(Tracefs tracefs, @Nullable TargetProcess process) {
        this.tracefs = tracefs;
        this.process = process;
    }

    /**
     * Starts the program, and does not wait for what it says.
     *
     * @throws TargetException when the link fails
     */
    static Uname ask(Tracefs tracefs) throws TargetException {
        try {
            return new Uname(tracefs, tracefs.connection().start(List.of("uname", "-a")));
        } catch (TargetException unavailable) {
            if (!tracefs.connection().isOpen()) {
                throw broken(tracefs, unavailable);
            }
            return new Uname(tracefs, null);
        }
    }

    private static TargetException broken(Tracefs tracefs, Exception cause) {
        return new TargetException("the link broke while uname was asked: target=" + tracefs.connection().address(),
                cause);
    }

    /**
     * The line, with the kernel's own release, without its newline.
     *
     * @throws TargetException when the link fails
     */
    String line() throws TargetException {
        TargetProcess asked = process;
        if (asked == null) {
            return fromProc();
        }
        try {
            byte[] output = asked.output().readNBytes(LIMIT);
            boolean ended = asked.await(PATIENCE).orElse(1) == 0;
            String line = new String(output, StandardCharsets.ISO_8859_1).strip();
            if (ended && !line.isEmpty()) {
                return withRelease(line, proc("osrelease"));
            }
        } catch (IOException | TargetException unavailable) {
            if (!tracefs.connection().isOpen()) {
                throw broken(tracefs, unavailable);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("reading the description was interrupted", interrupted);
        }
        return fromProc();
    }

    private String fromProc() throws TargetException {
        StringBuilder line = new StringBuilder();
        for (String name : List.of("ostype", "hostname", "osrelease", "version", "arch")) {
            String value = proc(name);
            line.append(value.isEmpty() && name.equals("hostname") ? "(none)" : value).append(' ');
        }
        return line.append("Linux").toString().replaceAll(" +", " ");
    }

    /** A process may be told another version than the kernel's own ({@code setarch --uname-2.6}). */
    static String withRelease(String line, String release) {
        String[] words = line.split(" ", 4);
        return words.length < 4 || release.isEmpty() ? line
                : words[0] + " " + words[1] + " " + release + " " + words[3];
    }

    private String proc(String name) throws TargetException {
        try {
            return new String(tracefs.connection().read("/proc/sys/kernel/" + name, LIMIT), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (FileException none) {
            return "";
        }
    }

    @Override
    public void close() {
        TargetProcess asked = process;
        if (asked != null) {
            asked.close();
        }
    }
}
