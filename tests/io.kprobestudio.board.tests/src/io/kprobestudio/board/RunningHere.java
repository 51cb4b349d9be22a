/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.kprobestudio.cli.Console;

/** The command {@code kprobes} as it runs in this process, as the user whom this process's environment names. */
final class RunningHere implements FaultyRecordings.Live {

    private final String line;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status;

    private RunningHere(String... arguments) {
        line = String.join(" ", arguments);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        // Not in the common pool: on two cores it has one thread, which the command itself wants
        status = CompletableFuture.supplyAsync(() -> new io.kprobestudio.cli.Kprobes(console).run(arguments),
                work -> Thread.ofPlatform().name("kprobes here").daemon().start(work));
    }

    /** Starts it. */
    static RunningHere start(String... arguments) {
        return new RunningHere(arguments);
    }

    @Override
    public boolean isOver() {
        return status.isDone();
    }

    @Override
    public String said() {
        return err.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits for its end, which must come within so many seconds. */
    Output await(int seconds) throws InterruptedException {
        try {
            return new Output(line, status.get(seconds, TimeUnit.SECONDS), out.toString(StandardCharsets.ISO_8859_1),
                    said());
        } catch (TimeoutException hangs) {
            throw new AssertionError("it hangs: " + line + "\n" + said() + ours(), hangs);
        } catch (ExecutionException bug) {
            throw new AssertionError(line + "\n" + out + said(), bug);
        }
    }

    /** Where our threads are. */
    private static String ours() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith("io.kprobestudio."))) {
                text.append("\n\n").append(thread.getName());
                Arrays.stream(frames).forEach(frame -> text.append("\n  at ").append(frame));
            }
        });
        return text.toString();
    }
}
