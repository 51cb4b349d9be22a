/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a board that can be cut, be stopped and be bad: it forwards what comes to a port of this machine. Each direction
 * of a connection has a thread of its own.
 */
final class LinkProxy implements AutoCloseable {

    private static final int CHUNK = 1 << 14;

    private final Board board;
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private final Random random;
    private boolean stopped;
    private volatile int worst;

    /** Begins to forward to a board; the seed decides how a bad link behaves. */
    LinkProxy(Board board, long seed) throws IOException {
        this.board = board;
        random = new Random(seed);
        start("link", this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The board's address by this way, its host key in a file of this folder. */
    String target(Path folder) throws IOException {
        Path known = folder.resolve("known_hosts_" + server.getLocalPort());
        String key = Files.readString(board.knownHosts()).strip();
        Files.writeString(known, "[127.0.0.1]:" + server.getLocalPort() + key.substring(key.indexOf(' ')) + "\n");
        return "ssh://root@127.0.0.1:" + server.getLocalPort() + "?identity=" + board.key() + "&known_hosts=" + known
                + "&config=none";
    }

    /** Ends all connections at once. */
    void cut() {
        for (Socket socket : sockets) {
            try (socket) {
                // not in good order: a reset
                socket.setSoLinger(true, 0);
            } catch (IOException ended) {
                // its other end was faster
                continue;
            }
        }
        sockets.clear();
    }

    /** Lets nothing through any more, without either end being told; or goes on with what waits. */
    void stop(boolean now) {
        synchronized (gate) {
            stopped = now;
            gate.notifyAll();
        }
    }

    /** From now on each piece takes up to so many milliseconds more, and one in twenty ten times as long. */
    void bad(int milliseconds) {
        worst = milliseconds;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), board.port());
                sockets.add(near);
                sockets.add(far);
                start("link there", () -> forward(near, far));
                start("link back", () -> forward(far, near));
            }
        } catch (IOException closed) {
            // the proxy's end
            return;
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] bytes = new byte[CHUNK];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                pause();
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException ended) {
            // then the other direction ends too
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() throws InterruptedException {
        int most = worst;
        if (most > 0) {
            int wait;
            synchronized (random) {
                wait = random.nextInt(most) * (random.nextInt(20) == 0 ? 10 : 1);
            }
            Thread.sleep(wait);
        }
        synchronized (gate) {
            while (stopped) {
                gate.wait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        stop(false);
        cut();
    }
}
