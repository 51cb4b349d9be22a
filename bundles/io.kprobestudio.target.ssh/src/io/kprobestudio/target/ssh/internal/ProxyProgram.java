/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The way to a board through a program's input and output ({@code ProxyCommand}): a port on the loopback interface that carries one
 * connection, ours, to the program. Thread-safe; its threads end with the connection or by {@link #close()}.
 */
final class ProxyProgram implements AutoCloseable {

    private static final int MOST_WORDS = 1000;
    private static final int WORDS_MILLIS = 1000;
    private static final int CHUNK = 1 << 16;

    private final ProcessBuilder builder;
    private final ServerSocket port;
    private final CompletableFuture<Integer> client = new CompletableFuture<>();
    private final StringBuilder said = new StringBuilder();
    private @Nullable Process process;
    private @Nullable Thread listener;
    private boolean closed;

    ProxyProgram(ProcessBuilder builder) throws IOException {
        this.builder = builder;
        port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** Where the SSH client connects to. */
    InetSocketAddress address() {
        return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
    }

    /** Says which port the client has connected from: connections of anybody else are ended. */
    void carry(int clientPort) {
        client.complete(clientPort);
    }

    private static Thread start(String what, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // The other end sees the connection end.
            }
        }, "ssh proxy " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void accept() throws IOException {
        try (port) {
            while (true) {
                Socket socket = port.accept();
                if (client.join() == socket.getPort()) {
                    run(socket);
                    return;
                }
                socket.close();
            }
        }
    }

    private void run(Socket socket) throws IOException {
        try (socket) {
            Process started;
            synchronized (this) {
                if (closed) {
                    return;
                }
                started = program();
                process = started;
                listener = start("words", () -> listen(started.getErrorStream()));
            }
            socket.setTcpNoDelay(true);
            start("to program", () -> {
                try (OutputStream to = started.getOutputStream()) {
                    copy(socket.getInputStream(), to);
                } finally {
                    // By its handle: Process.destroy() closes the streams that still hold the program's last words.
                    started.toHandle().destroy();
                }
            });
            copy(started.getInputStream(), socket.getOutputStream());
        }
    }

    private Process program() throws IOException {
        try {
            return builder.start();
        } catch (IOException failure) {
            say(String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    /** What comes is passed on at once. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[CHUNK];
        int count;
        while ((count = from.read(bytes)) >= 0) {
            to.write(bytes, 0, count);
            to.flush();
        }
    }

    private void listen(InputStream errors) throws IOException {
        byte[] bytes = new byte[CHUNK];
        int count;
        while ((count = errors.read(bytes)) >= 0) {
            say(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
    }

    private synchronized void say(String text) {
        said.append(text, 0, Math.min(text.length(), MOST_WORDS - Math.min(MOST_WORDS, said.length())));
    }

    /** How the program ended and what it said on its standard error, for a message; it is given a second to end and to say it. */
    String account() {
        Process running;
        Thread words;
        synchronized (this) {
            running = process;
            words = listener;
        }
        String state = "was not started";
        if (running != null && words != null) {
            state = "runs";
            try {
                if (running.waitFor(1, TimeUnit.SECONDS)) {
                    state = "ended: exit=" + running.exitValue();
                    words.join(WORDS_MILLIS);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            return "the program of ProxyCommand " + state
                    + (said.isEmpty() ? "" : ", words=" + said.toString().strip().replaceAll("\\s*\\R\\s*", "; "));
        }
    }

    @Override
    public void close() {
        client.complete(0);
        Process running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
        try {
            port.close();
        } catch (IOException nothingLeft) {
            // It ends with the process.
        }
    }
}
