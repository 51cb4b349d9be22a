/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.future.VerifiableFuture;
import org.apache.sshd.common.future.WaitableFuture;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.ConnectStep;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.internal.config.Hop;
import io.kprobestudio.target.ssh.internal.keys.Agent;
import io.kprobestudio.target.ssh.internal.keys.HostKeys;
import io.kprobestudio.target.ssh.internal.keys.Identities;
import io.kprobestudio.target.ssh.internal.keys.JdkEdDsa;
import io.kprobestudio.target.ssh.internal.keys.Questions;

/**
 * Opens an authenticated SSH session, through jump hosts where there are some. Each hop has an SSH client of its own, with
 * its own keys and questions, so that nothing meant for one machine is offered to another.
 */
final class SessionOpener {

    /** A person may have to find a password. */
    private static final Duration AUTHENTICATION_TIMEOUT = Duration.ofMinutes(10);
    private static final long WINDOW = 16L << 20;
    private static final long POLL_MILLISECONDS = 100;
    /** A server on this machine says its version within milliseconds. */
    private static final long SHORT_POLL_MILLISECONDS = 5;

    private final TargetAddress address;
    private final LoginClock prompter;
    private final Progress progress;
    private final LocalPrograms programs;
    private final HostKeys.@Nullable Renewal renewal;

    /** With a renewal, the board itself is asked for its key, and nobody logs in there. */
    SessionOpener(TargetAddress address, Prompter prompter, Progress progress, LocalPrograms programs,
            HostKeys.@Nullable Renewal renewal) {
        this.address = address;
        this.prompter = new LoginClock(prompter);
        this.progress = progress;
        this.programs = programs;
        this.renewal = renewal;
    }

    /** Sessions from the first hop to the board, the clients that they belong to, and the program before them if there is one. */
    record Route(List<ClientSession> sessions, List<SshClient> clients, List<ProxyProgram> proxies)
            implements
                AutoCloseable {

        /** The session with the board. */
        ClientSession last() {
            return sessions.get(sessions.size() - 1);
        }

        /** Whether the board is offered algorithms that are broken. */
        boolean isWeak() {
            return Offer.isWeak(clients.get(clients.size() - 1));
        }

        /** Ends all, the board's session first. */
        @Override
        public void close() {
            for (int i = sessions.size() - 1; i >= 0; i--) {
                sessions.get(i).close(true);
            }
            for (int i = clients.size() - 1; i >= 0; i--) {
                clients.get(i).stop();
            }
            proxies.forEach(ProxyProgram::close);
        }

        /** How the program before them fares, for a message. */
        String proxyAccount() {
            return proxies.isEmpty() ? "" : "; " + proxies.get(0).account();
        }
    }

    /** Opens the way to a board. */
    Route open(Hop board) throws TargetException {
        JdkEdDsa.register();
        Route route = new Route(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean done = false;
        try {
            List<Hop> hops = new ArrayList<>(board.jumps());
            hops.add(board);
            for (Hop hop : hops) {
                openHop(route, hop, hop == board);
            }
            done = true;
            return route;
        } finally {
            if (!done) {
                route.close();
            }
        }
    }

    private void openHop(Route route, Hop hop, boolean last) throws TargetException {
        progress.check("connecting to " + hop.label());
        progress.report("connecting to " + hop.label());
        AtomicReference<@Nullable AuthenticationException> refusal = new AtomicReference<>();
        Identities identities = new Identities(address, hop, prompter);
        Questions questions = new Questions(address, prompter);
        Progress told = last ? progress : Progress.NONE;
        SshClient client = client(hop, identities, questions, refusal, told);
        boolean first = route.sessions().isEmpty();
        boolean proxied = first && !hop.proxyCommand().isEmpty();
        told.reached(ConnectStep.NAME, proxied ? hop.host() + ", known to the program of ProxyCommand"
                : first ? resolve(hop) : hop.host() + ", known to the jump host");
        route.clients().add(client);
        client.start();
        try {
            HostConfigEntry entry = new HostConfigEntry(hop.host(), hop.host(), hop.port(), hop.user());
            if (proxied) {
                ProxyProgram proxy = programs.proxy(hop.label(), hop.proxyCommand());
                route.proxies().add(proxy);
                entry = new HostConfigEntry(hop.host(), proxy.address().getHostString(), proxy.address().getPort(),
                        hop.user());
            } else if (!first) {
                SshdSocketAddress bound = route.last()
                        .createLocalPortForwardingTracker(SshdSocketAddress.LOCALHOST_ADDRESS,
                                new SshdSocketAddress(hop.host(), hop.port()))
                        .getBoundAddress();
                entry = new HostConfigEntry(hop.host(), bound.getHostName(), bound.getPort(), hop.user());
            }
            ClientSession session = await(client.connect(entry, (AttributeRepository) null, (SocketAddress) null),
                    hop.connectTimeout(), "connecting to " + hop.label()).getSession();
            if (proxied) {
                route.proxies().get(0).carry(((InetSocketAddress) session.getIoSession().getLocalAddress()).getPort());
            }
            if (hop.isDirect()) {
                told.reached(ConnectStep.PORT, "port " + hop.port() + " answers");
            }
            route.sessions().add(session);
            awaitServer(session, hop);
            if (renewal != null && last) {
                awaitKey(session, hop);
                return;
            }
            progress.report("logging in at " + hop.label());
            awaitLogin(session, hop);
            told.reached(ConnectStep.LOGIN, "as " + hop.user());
        } catch (IOException failure) {
            AuthenticationException refused = refusal.get();
            if (refused != null) {
                throw refused;
            }
            throw explain(hop, route, identities, questions, failure);
        }
    }

    /** The address behind a name, which the SSH client finds out once more. */
    private static String resolve(Hop hop) throws LinkException {
        try {
            return "%s is %s".formatted(hop.host(), InetAddress.getByName(hop.host()).getHostAddress());
        } catch (UnknownHostException unknown) {
            throw new LinkException("%s cannot be reached: reason=no address is known of this name: host=%s"
                    .formatted(hop.label(), hop.host()), unknown);
        }
    }

    /** Waits until the other end says that it is an SSH server. */
    private void awaitServer(ClientSession session, Hop hop) throws TargetException {
        long end = System.nanoTime() + hop.connectTimeout().toNanos();
        while (session.getServerVersion() == null && session.isOpen()) {
            progress.check("connecting to " + hop.label());
            if (System.nanoTime() > end) {
                throw new LinkException(
                        "%s cannot be reached: it takes the connection and does not say that it is an SSH server: seconds=%d"
                                .formatted(hop.label(), hop.connectTimeout().toSeconds()),
                        null);
            }
            session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), SHORT_POLL_MILLISECONDS);
        }
    }

    /** Waits until it let us in, for as long as a person needs, but not for a server that went silent. */
    private void awaitLogin(ClientSession session, Hop hop) throws IOException, TargetException {
        AuthFuture login = session.auth();
        long end = System.nanoTime() + AUTHENTICATION_TIMEOUT.toNanos();
        while (!login.await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            checkWaiting(end, AUTHENTICATION_TIMEOUT, "logging in at " + hop.label());
            checkSilence(session, hop);
        }
        login.verify(1, TimeUnit.SECONDS);
    }

    private void checkSilence(ClientSession session, Hop hop) throws LinkException {
        if (prompter.silence(session).compareTo(hop.connectTimeout()) > 0) {
            throw new LinkException(
                    "%s cannot be reached: it began to talk as an SSH server and then fell silent: seconds=%d"
                            .formatted(hop.label(), hop.connectTimeout().toSeconds()),
                    null);
        }
    }

    /** Waits until the machine's key was judged, which a person may be asked about: what is exchanged before a login. */
    private void awaitKey(ClientSession session, Hop hop) throws IOException, TargetException {
        long end = System.nanoTime() + AUTHENTICATION_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            Set<ClientSession.ClientSessionEvent> state = session.waitFor(
                    EnumSet.of(ClientSession.ClientSessionEvent.WAIT_AUTH, ClientSession.ClientSessionEvent.CLOSED),
                    POLL_MILLISECONDS);
            if (state.contains(ClientSession.ClientSessionEvent.CLOSED)) {
                break;
            }
            if (state.contains(ClientSession.ClientSessionEvent.WAIT_AUTH)) {
                return;
            }
            progress.check("asking " + hop.label() + " for its key");
            checkSilence(session, hop);
        }
        throw new IOException("it ended the connection, or showed no host key in time");
    }

    private TargetException explain(Hop hop, Route route, Identities identities, Questions questions,
            IOException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        boolean connected = !route.sessions().isEmpty() && route.sessions().size() == route.clients().size();
        if (connected && reason.contains("No more authentication methods")) {
            StringBuilder text = new StringBuilder("%s refuses us: user=%s keys=%s".formatted(hop.label(), hop.user(),
                    hop.identities()));
            identities.problems().forEach(problem -> text.append("; ").append(problem));
            if (questions.declined()) {
                text.append("; no password was given");
            }
            text.append("; put a public key into ~/.ssh/authorized_keys there (ssh-copy-id), or name a key with ")
                    .append("identity=FILE; or its server admits no ").append(hop.user())
                    .append(": as root there, sshd -T | grep -iE 'permitroot|allow|deny|authorizedkeys'");
            return new AuthenticationException(text.toString(), failure);
        }
        String detail = cause == failure || cause.getMessage() == null || reason.contains(cause.getMessage()) ? reason
                : reason + " (" + cause.getMessage() + ")";
        if (reason.contains("Unable to negotiate")) {
            return new AuthenticationException(
                    "no common ground with the SSH server of %s: reason=%s%s".formatted(hop.label(), detail,
                            Offer.remedy(hop, detail)),
                    failure);
        }
        // What the socket says, without the client's words around it
        String words = cause instanceof SocketException && cause.getMessage() != null ? cause.getMessage() : detail;
        return new LinkException("%s cannot be reached: reason=%s%s%s".formatted(hop.label(), words, remedy(hop, cause),
                route.proxyAccount()), failure);
    }

    private static String remedy(Hop hop, Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return "; is it on, and is %s its address? (ping %<s)".formatted(hop.host());
        }
        if (cause instanceof ConnectException) {
            return "; no SSH server listens at its port %d: start one there (systemctl start ssh, dropbear), or name another port"
                    .formatted(hop.port());
        }
        return "";
    }

    private <T extends WaitableFuture & VerifiableFuture<T>> T await(T future, Duration timeout, String what)
            throws IOException, TargetException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!future.await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            checkWaiting(end, timeout, what);
        }
        return future.verify(1, TimeUnit.SECONDS);
    }

    private void checkWaiting(long end, Duration timeout, String what) throws TargetException {
        if (progress.isCancelled()) {
            throw new CancelledException(what + " was cancelled");
        }
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new CancelledException(what + " was interrupted");
        }
        if (System.nanoTime() > end) {
            throw new LinkException(what + " took too long: seconds=" + timeout.toSeconds(), null);
        }
    }

    private SshClient client(Hop hop, Identities identities, Questions questions,
            AtomicReference<@Nullable AuthenticationException> refusal, Progress told) throws AuthenticationException {
        SshClient client = SshClient.setUpDefaultClient();
        HostKeys hostKeys = new HostKeys(address, prompter, renewal);
        client.setServerKeyVerifier((session, remote, key) -> verify(hostKeys, hop, key, refusal, told));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(identities);
        client.setUserInteraction(questions);
        client.setPasswordIdentityProvider(null);
        if (!hop.agent().isEmpty()) {
            client.setAgentFactory(new Agent(Path.of(hop.agent())));
        }
        Offer.make(client, hop, hostKeys.knownTypes(hop));
        client.setSessionHeartbeat(SessionHeartbeatController.HeartbeatType.NONE, Duration.ZERO);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, AUTHENTICATION_TIMEOUT);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, hop.keepAlive().interval());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, hop.keepAlive().unanswered());
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 3);
        return client;
    }

    private static boolean verify(HostKeys hostKeys, Hop hop, PublicKey key,
            AtomicReference<@Nullable AuthenticationException> refusal, Progress told) {
        try {
            String words = hostKeys.check(hop, key);
            if (!hop.isDirect()) {
                told.reached(ConnectStep.PORT, "port " + hop.port() + " answers");
            }
            told.reached(ConnectStep.HOST_KEY, words);
            return true;
        } catch (AuthenticationException refused) {
            refusal.set(refused);
            return false;
        }
    }
}
