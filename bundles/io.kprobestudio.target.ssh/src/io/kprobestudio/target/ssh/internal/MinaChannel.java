/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.ssh.internal.shell.ShellChannel;

/** An exec channel of an SSH session: a program on the board and its streams. */
final class MinaChannel implements ShellChannel {

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    /** What a terminal would do to the bytes, each switched off; and eight bits. */
    private static final Map<PtyMode, Integer> RAW = raw();

    private final ChannelExec channel;

    private MinaChannel(ChannelExec channel) {
        this.channel = channel;
    }

    /**
     * Starts a command.
     *
     * @param session the session
     * @param command what the user's login shell runs, each char one byte
     * @param name the target, for messages
     */
    static MinaChannel open(ClientSession session, String command, String name) throws LinkException {
        return open(session, command, name, false);
    }

    /**
     * Starts a command whose standard streams are a terminal that passes every byte as it is, where the target has
     * terminals for us. Its messages come with its output.
     *
     * @param session the session
     * @param command what the user's login shell runs, each char one byte
     * @param name the target, for messages
     */
    static MinaChannel openOnTerminal(ClientSession session, String command, String name) throws LinkException {
        return open(session, command, name, true);
    }

    private static MinaChannel open(ClientSession session, String command, String name, boolean terminal)
            throws LinkException {
        ChannelExec channel = null;
        try {
            channel = session.createExecChannel(command.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), null,
                    null);
            if (terminal) {
                channel.setUsePty(true);
                channel.setPtyType("dumb");
                channel.setPtyModes(RAW);
            }
            channel.open().verify(OPEN_TIMEOUT);
            return new MinaChannel(channel);
        } catch (IOException failure) {
            if (channel != null) {
                channel.close(true);
            }
            throw new LinkException("the target starts no program for us: target=%s reason=%s".formatted(name,
                    failure.getMessage()), failure);
        }
    }

    private static Map<PtyMode, Integer> raw() {
        Map<PtyMode, Integer> modes = new EnumMap<>(PtyMode.class);
        for (PtyMode off : List.of(PtyMode.ICANON, PtyMode.ISIG, PtyMode.IEXTEN, PtyMode.ECHO, PtyMode.ECHOE,
                PtyMode.ECHOK, PtyMode.ECHONL, PtyMode.ECHOCTL, PtyMode.ECHOKE, PtyMode.ICRNL, PtyMode.INLCR,
                PtyMode.IGNCR, PtyMode.ISTRIP, PtyMode.INPCK, PtyMode.IXON, PtyMode.IXOFF, PtyMode.IXANY,
                PtyMode.IUCLC, PtyMode.OPOST, PtyMode.ONLCR, PtyMode.OCRNL, PtyMode.ONOCR, PtyMode.ONLRET,
                PtyMode.OLCUC)) {
            modes.put(off, 0);
        }
        modes.put(PtyMode.CS8, 1);
        return Map.copyOf(modes);
    }

    @Override
    public OutputStream input() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream output() {
        return channel.getInvertedOut();
    }

    @Override
    public InputStream errors() {
        return channel.getInvertedErr();
    }

    /** Waits for the program's end; nothing when it still runs after the timeout. */
    OptionalInt await(Duration timeout) throws LinkException {
        Set<ClientChannelEvent> state = channel.waitFor(
                EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.EXIT_SIGNAL, ClientChannelEvent.CLOSED),
                Math.max(1, timeout.toMillis()));
        Integer status = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (status != null) {
            return OptionalInt.of(status);
        }
        if (signal != null) {
            return OptionalInt.of(128 + Signals.number(signal));
        }
        if (state.contains(ClientChannelEvent.CLOSED)) {
            throw new LinkException("the link broke before the program ended", null);
        }
        return OptionalInt.empty();
    }

    @Override
    public void close() {
        channel.close(true);
    }
}
