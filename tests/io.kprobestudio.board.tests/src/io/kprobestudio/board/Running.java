/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of this machine that runs beside the test, its output collected. To be used by one thread. */
final class Running implements AutoCloseable {

    private static final long LIMIT_SECONDS = 300;

    private final String command;
    private final Process process;
    private final Collector out;
    private final Collector err;

    private Running(String command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Collector(process.getInputStream());
        this.err = new Collector(process.getErrorStream());
    }

    /** Starts a process with these variables added to the environment; its standard input is empty. */
    static Running start(List<String> command, Map<String, String> environment) throws IOException {
        Running running = startWithInput(command, environment);
        running.process.getOutputStream().close();
        return running;
    }

    /** Starts a process that is told line by line what to do, by {@link #tell}. */
    static Running startToTell(List<String> command, Map<String, String> environment) throws IOException {
        return startWithInput(command, environment);
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        process.getOutputStream().flush();
    }

    private static Running startWithInput(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Running(String.join(" ", command), builder.start());
    }

    /** Runs a process to its end with this standard input. */
    static Output run(List<String> command, Map<String, String> environment, byte[] input)
            throws IOException, InterruptedException {
        try (Running running = startWithInput(command, environment)) {
            Thread writer = new Thread(() -> write(running.process.getOutputStream(), input), "input");
            writer.setDaemon(true);
            writer.start();
            return running.await();
        }
    }

    private static void write(OutputStream to, byte[] input) {
        try (to) {
            to.write(input);
        } catch (IOException closed) {
            // the process has read what it wanted; its exit code tells the rest
            return;
        }
    }

    /** Its process number. */
    long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    String printed() {
        return out.text();
    }

    /** What it has said on standard error so far. */
    String said() {
        return err.text();
    }

    /** Sends a signal, such as {@code INT}; nothing happens when it has ended. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /** Whether it ends within so many seconds, and printed this. */
    boolean awaitAnd(int seconds, String words) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) && await().out().contains(words);
    }

    /** Waits for its end. */
    Output await() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError(
                    "no end after " + LIMIT_SECONDS + " s of: " + command + "\n" + out.text() + err.text());
        }
        out.join();
        err.join();
        return new Output(command, process.exitValue(), out.text(), err.text());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads a stream to its end on a thread of its own. */
    private static final class Collector {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Collector(InputStream from) {
            thread = new Thread(() -> collect(from), "output");
            thread.setDaemon(true);
            thread.start();
        }

        private void collect(InputStream from) {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    bytes.write(buffer, 0, n);
                }
            } catch (IOException closed) {
                // the process was killed: what came before is what there is
                return;
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }

        void join() throws InterruptedException {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        }
    }
}
