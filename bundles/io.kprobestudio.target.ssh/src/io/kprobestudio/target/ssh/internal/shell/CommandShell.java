/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;

/**
 * A {@code sh} that stays, as a channel for commands. Each request is a piece of script, followed by the printing of a marker
 * line on both of the shell's streams:
 *
 * <pre>
 *   request   SCRIPT ; echo MARKER sequence exit          (in)
 *   answer    output of the script \n MARKER sequence exit \n      (out)
 *             messages of the script \n MARKER sequence \n         (err)
 * </pre>
 *
 * <p>Nothing in a script may read the shell's own standard input, which holds the next request. Thread-safe: requests go
 * one after the other.
 */
public final class CommandShell implements AutoCloseable {

    /** A shell may print this many bytes above a limit before it is taken for one that never ends. */
    private static final long PATIENCE = 16L << 20;
    private static final int ERROR_LIMIT = 4 << 20;

    private final ShellChannel channel;
    private final String name;
    private final String marker;
    private final FrameReader output;
    private final FrameReader errors;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong roundTrips = new AtomicLong();
    private long sequence;
    private long answered;
    private volatile boolean broken;
    private volatile long pid = -1;
    private volatile boolean closing;

    /**
     * What a script printed.
     *
     * @param exit the exit status of its last command
     * @param output what it printed, each char one byte
     * @param messages what it printed as messages, each char one byte
     * @param cut whether the output was longer than the limit
     */
    public record Answer(int exit, String output, String messages, boolean cut) {

        /** The output as bytes. */
        public byte[] bytes() {
            return output.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Makes a command channel of a running {@code sh}.
     *
     * @param channel the shell's streams, closed with this object
     * @param name the target, for messages
     */
    public CommandShell(ShellChannel channel, String name) {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        this.channel = channel;
        this.name = name;
        marker = "kps" + HexFormat.of().formatHex(random);
        output = new FrameReader(channel.output(), marker);
        errors = new FrameReader(channel.errors(), marker);
    }

    /** The random word of this channel: no content holds it. A line that begins with it ends an answer. */
    public String marker() {
        return marker;
    }

    /** Tells the shell's process number on the target. */
    void isProcess(long number) {
        pid = number;
    }

    /** Whether a request is being answered now. */
    public boolean isBusy() {
        return lock.isLocked();
    }

    /**
     * A script for another shell of the target that ends what this one waits for, such as a {@code cat} of a file that
     * brings nothing: it would stay when the link goes. From now on no answer counts.
     */
    public String interruption() {
        closing = true;
        return """
                for k_d in /proc/[0-9]*; do read -r k_p k_c k_s k_pp k_x <"$k_d/stat"
                [ "$k_pp" = PID ] && kill $k_p; done 2>/dev/null""".replace("PID", Long.toString(pid));
    }

    /** How many requests went through so far. */
    public long roundTrips() {
        return roundTrips.get();
    }

    /**
     * Runs a script and waits for its end.
     *
     * @param script whole commands, each char one byte
     * @param limit how many bytes of output are kept at the most
     * @return what it printed
     * @throws LinkException when the channel broke or was closed
     */
    public Answer run(String script, int limit) throws LinkException {
        lock.lock();
        try {
            send(script);
            return receive(limit);
        } finally {
            lock.unlock();
        }
    }

    /** Takes several requests at once: the next one is sent before the answer of the one before is read. */
    public interface Pipeline {

        /** The next script, or null when there is none. */
        @Nullable
        String next();

        /** Takes an answer; answers come in the order of the scripts. */
        void answer(Answer answer) throws TargetException;
    }

    /**
     * Runs scripts one after the other without waiting for the link between them.
     *
     * @param pipeline gives the scripts and takes the answers
     * @param limit how many bytes of output are kept of each
     * @throws TargetException when the channel broke, or what the pipeline throws
     */
    public void run(Pipeline pipeline, int limit) throws TargetException {
        lock.lock();
        try {
            int pending = 0;
            boolean more = true;
            try {
                while (more || pending > 0) {
                    while (more && pending < 2) {
                        String script = pipeline.next();
                        more = script != null;
                        if (script != null) {
                            send(script);
                            pending++;
                        }
                    }
                    if (pending > 0) {
                        pending--;
                        pipeline.answer(receive(limit));
                    }
                }
            } finally {
                while (pending > 0 && !broken) {
                    pending--;
                    receive(0);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(String script) throws LinkException {
        if (broken) {
            throw new LinkException("the connection is closed: target=" + name, null);
        }
        sequence++;
        // One write to each stream, since each becomes a packet
        String request = "%1$s\necho '\n%2$s %3$s '$?; echo '\n%2$s %3$s' >&2\n".formatted(script, marker, sequence);
        try {
            channel.input().write(request.getBytes(StandardCharsets.ISO_8859_1));
            channel.input().flush();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    private Answer receive(int limit) throws LinkException {
        long expected = ++answered;
        try {
            FrameReader.Frame out = output.read(limit, PATIENCE);
            FrameReader.Frame err = errors.read(ERROR_LIMIT, PATIENCE);
            roundTrips.incrementAndGet();
            if (closing) {
                throw new IOException("the connection was closed");
            }
            String[] trailer = out.trailer().strip().split(" ");
            if (trailer.length != 2 || !trailer[0].equals(Long.toString(expected))
                    || !err.trailer().strip().equals(trailer[0])) {
                throw new IOException("the target's shell lost its place: expected=" + expected + " answer="
                        + out.trailer() + " messages=" + err.trailer());
            }
            return new Answer(Integer.parseInt(trailer[1]), text(out), text(err), out.content().cut());
        } catch (IOException | NumberFormatException failure) {
            throw broken(failure);
        }
    }

    private static String text(FrameReader.Frame frame) {
        return frame.content().kept().toString(StandardCharsets.ISO_8859_1);
    }

    private LinkException broken(Exception failure) {
        broken = true;
        channel.close();
        return new LinkException(
                "the link to the target broke: target=%s reason=%s".formatted(name, failure.getMessage()),
                failure);
    }

    /** Whether no request can go through any more. */
    public boolean isBroken() {
        return broken;
    }

    @Override
    public void close() {
        broken = true;
        channel.close();
    }
}
