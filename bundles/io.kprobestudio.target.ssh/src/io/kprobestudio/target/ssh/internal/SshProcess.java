/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetProcess;

/** A program on the board. A shell tells its own number and then becomes the program. */
final class SshProcess implements TargetProcess {

    private final MinaChannel channel;
    private final long pid;
    private final LongConsumer kill;
    private boolean ended;
    private boolean closed;

    /**
     * Takes a channel whose program prints its number first.
     *
     * @param channel the channel, closed with the program
     * @param kill ends a program of the board by its number
     */
    SshProcess(MinaChannel channel, LongConsumer kill) throws LinkException {
        this.channel = channel;
        this.kill = kill;
        pid = readPid(channel);
    }

    private static long readPid(MinaChannel channel) throws LinkException {
        StringBuilder line = new StringBuilder();
        try {
            // What a user's start-up file prints comes before; the number follows the word
            while (line.length() < 65536) {
                int c = channel.output().read();
                if (c < 0) {
                    break;
                }
                line.append((char) c);
                if (c == '\n') {
                    String text = line.substring(line.lastIndexOf("\n", line.length() - 2) + 1).strip();
                    if (text.matches("kps-pid [0-9]{1,9}")) {
                        return Long.parseLong(text.substring("kps-pid ".length()));
                    }
                }
            }
        } catch (IOException failure) {
            channel.close();
            throw new LinkException("the link broke while a program was started: reason=" + failure.getMessage(),
                    failure);
        }
        channel.close();
        throw new LinkException("the target's shell started nothing: output=" + line.toString().strip(), null);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(pid);
    }

    @Override
    public OutputStream input() {
        return channel.input();
    }

    @Override
    public InputStream output() {
        return channel.output();
    }

    @Override
    public InputStream errors() {
        return channel.errors();
    }

    @Override
    public OptionalInt await(Duration timeout) throws LinkException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a program of the target was waited for");
        }
        OptionalInt exit = channel.await(timeout);
        if (exit.isPresent()) {
            synchronized (this) {
                ended = true;
            }
        }
        return exit;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        boolean running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = !ended;
        }
        if (running) {
            try {
                running = channel.await(Duration.ofMillis(1)).isEmpty();
            } catch (LinkException broken) {
                running = false;
            }
        }
        if (running) {
            kill.accept(pid);
        }
        channel.close();
    }
}
