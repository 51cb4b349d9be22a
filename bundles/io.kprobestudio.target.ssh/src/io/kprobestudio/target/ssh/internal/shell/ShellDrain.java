/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;

/** A drain that runs as a loop of the board's shell. Two threads on this side: one reads, one sends heartbeats. */
public final class ShellDrain implements Drain {

    private static final long HEARTBEAT_MILLISECONDS = 2000;

    private final ShellChannel channel;
    private final DrainScript script;
    private final DrainReader reader;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Thread readerThread;
    private final Thread heartbeat;
    private final Object inputLock = new Object();
    private volatile boolean closed;
    private volatile String heart = "h\n";

    /**
     * Starts a drain.
     *
     * @param channel a fresh {@code sh}, closed with the drain
     * @param userland what the board has
     * @param request what is drained
     * @param bufferKilobytes the size of a CPU's buffer, in KiB
     * @param sink gets the bytes
     * @throws TargetException when the board has nothing to drain with, or the link breaks
     */
    public static ShellDrain start(ShellChannel channel, Userland userland, DrainRequest request, int bufferKilobytes,
            DrainSink sink) throws TargetException {
        byte[] random = new byte[DrainReader.MARKER_LENGTH / 2];
        new SecureRandom().nextBytes(random);
        String marker = HexFormat.of().formatHex(random);
        DrainScript script = new DrainScript(userland, request, marker, bufferKilobytes);
        DrainReader reader = new DrainReader(channel.output(), marker, request, sink);
        ShellDrain drain = new ShellDrain(channel, script, reader, request.instance());
        try {
            drain.send(script.text());
            reader.awaitStart();
        } catch (IOException failure) {
            channel.close();
            throw new LinkException("the drain did not start: instance=" + request.instance() + " reason="
                    + failure.getMessage(), failure);
        }
        drain.readerThread.start();
        drain.heartbeat.start();
        return drain;
    }

    /** How a board with this userland is drained. */
    public static DrainMode mode(Userland userland) {
        return DrainScript.mode(userland);
    }

    private ShellDrain(ShellChannel channel, DrainScript script, DrainReader reader, String instance) {
        this.channel = channel;
        this.script = script;
        this.reader = reader;
        readerThread = new Thread(this::read, "Kprobe Studio drain " + instance);
        readerThread.setDaemon(true);
        heartbeat = new Thread(this::beat, "Kprobe Studio heartbeat " + instance);
        heartbeat.setDaemon(true);
    }

    @Override
    public DrainMode mode() {
        return script.mode();
    }

    @Override
    public boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public long transferred() {
        return reader.transferred();
    }

    private void read() {
        try {
            ended.complete(reader.run());
        } catch (IOException failure) {
            ended.completeExceptionally(failure);
        } catch (RuntimeException failure) {
            // The sink's failure: the drain ends, and whoever waits for it learns why
            ended.completeExceptionally(failure);
        } finally {
            ended.completeExceptionally(new IOException("the drain's thread died"));
            heartbeat.interrupt();
            channel.close();
        }
    }

    private void beat() {
        try {
            while (!closed) {
                Thread.sleep(HEARTBEAT_MILLISECONDS);
                send(heart);
            }
        } catch (InterruptedException end) {
            // the drain ended
        } catch (IOException failure) {
            // The reader notices the broken link as well, and says so
            channel.close();
        }
    }

    private void send(String text) throws IOException {
        synchronized (inputLock) {
            channel.input().write(text.getBytes(StandardCharsets.ISO_8859_1));
            channel.input().flush();
        }
    }

    @Override
    public void finish(Duration timeout) throws TargetException, InterruptedException {
        try {
            askForTheRest();
            boolean announced = ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!announced) {
                throw new LinkException("the drain ended before all was read", null);
            }
        } catch (TimeoutException failure) {
            throw new TargetException("the drain was not through in time: timeout=%d ms".formatted(timeout.toMillis()),
                    failure);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new LinkException("the drain broke: reason=" + cause.getMessage(), cause);
        } finally {
            close();
        }
    }

    private void askForTheRest() {
        if (ended.isDone()) {
            return;
        }
        try {
            heart = "q\n";
            send(heart);
        } catch (IOException closed) {
            // The board's side ended meanwhile, or the link did: the reader learns why
            return;
        }
    }

    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        heartbeat.interrupt();
        if (first && !ended.isDone()) {
            try {
                send("c\n");
            } catch (IOException broken) {
                // then the target notices by itself
            }
        }
        channel.close();
        if (Thread.currentThread() != readerThread && Thread.currentThread() != heartbeat) {
            join(heartbeat);
            join(readerThread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
