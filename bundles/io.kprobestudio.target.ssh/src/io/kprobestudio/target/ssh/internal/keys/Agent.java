/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.keys;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.eclipse.jdt.annotation.NonNullByDefault;

/** The user's SSH agent, by its socket. It signs for us on this machine only: it is never forwarded. */
@NonNullByDefault({}) // MINA says nothing of null
public final class Agent implements SshAgentFactory {

    private static final int LONGEST_ANSWER = 1 << 20;

    private final Path socket;

    /** Makes the agent behind a socket. */
    public Agent(Path socket) {
        this.socket = socket;
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
        try {
            return new Proxy(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException absent) {
            // An agent that is gone is no reason not to try keys and passwords
            return null;
        }
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
        return null;
    }

    private static final class Proxy extends AbstractAgentProxy {

        private final SocketChannel channel;

        Proxy(SocketChannel channel) {
            super(null);
            this.channel = channel;
        }

        @Override
        protected synchronized Buffer request(Buffer request) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = read(4).getInt(0);
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new IOException("the SSH agent's answer has an impossible length: length=" + length);
            }
            return new ByteArrayBuffer(read(length).array());
        }

        private ByteBuffer read(int length) throws IOException {
            ByteBuffer in = ByteBuffer.allocate(length);
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) {
                    throw new EOFException("the SSH agent hung up");
                }
            }
            return in;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
            super.close();
        }
    }
}
