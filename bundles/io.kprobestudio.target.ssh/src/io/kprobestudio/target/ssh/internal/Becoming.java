/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.apache.sshd.client.session.ClientSession;
import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.internal.shell.Quoting;

/**
 * Starts programs on the board as the user who logged in, or as root by {@code sudo} or {@code doas}.
 *
 * <p>{@code sudo} asks for its password with a random word that we choose, and what it starts says another one before anything
 * else, both as messages:
 *
 * <pre>
 *   messages = ( lecture | complaint )*  ( MARKER ask password-on-input )*  MARKER root
 * </pre>
 *
 * <p>So the password goes by the program's standard input when it is asked for and at no other time; it is in no argument
 * and in no environment. It is kept in memory until the connection ends, since each program is started apart, and is
 * overwritten then. {@code doas} that wants a password gets a terminal, see {@link DoasTerminal}. Thread-safe.
 */
final class Becoming implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final int MOST_MESSAGES = 1 << 16;
    private static final int QUOTED = 300;
    private static final int NO_SUCH_COMMAND = 127;
    /** What any server takes as a command; dropbear refuses those of more than 9,000 bytes. */
    private static final int LONGEST_COMMAND = 4000;
    /** Takes a script from the input, up to a line that ends it, and does it; what follows is the script's own input. */
    private static final String FROM_INPUT = "k_n=$(printf \"\\nx\"); k_n=${k_n%x}; k_s=; "
            + "while IFS= read -r k_l; do [ \"$k_l\" = END ] && break; k_s=$k_s$k_l$k_n; done; eval \"$k_s\"";

    /** What {@code doas -n} says where {@code doas} would ask. */
    private static final String WANTS_PASSWORD = "doas: Authentication required";

    private final Way way;
    private final TargetAddress address;
    private final Prompter prompter;
    private char @Nullable [] password;
    private volatile boolean doasAsks;

    /** By what a program is started. */
    enum Way {
        /** As the user who logged in. */
        LOGIN(""),
        /** As root, by {@code sudo}. */
        SUDO("sudo"),
        /** As root, by {@code doas}. */
        DOAS("doas");

        private final String program;

        Way(String program) {
            this.program = program;
        }

        /** The way that an address names; the user who logged in when it names none. */
        static Way of(TargetAddress address) {
            String named = address.options().getOrDefault("become", "");
            return Arrays.stream(values()).filter(way -> way.program.equals(named)).findFirst().orElse(LOGIN);
        }
    }

    Becoming(TargetAddress address, Prompter prompter) {
        this.way = Way.of(address);
        this.address = address;
        this.prompter = prompter;
    }

    /** How programs are started, in words behind the user's name; empty for the user who logged in. */
    String description() {
        return way == Way.LOGIN ? "" : " by " + way.program;
    }

    /** What gives more rights, as a user does it. */
    String remedy() {
        return switch (way) {
        case LOGIN -> "put become=sudo or become=doas behind the address (ssh://%s?become=sudo), or log in as root"
                .formatted(address.name());
        case SUDO, DOAS -> "let %s start sh as root".formatted(way.program);
        };
    }

    /**
     * Starts a program.
     *
     * @param session the session
     * @param script what a shell runs, each char one byte; the program's own streams are those of the channel
     * @param terminal whether its streams are a terminal
     * @throws AuthenticationException when the board does not make us root; the message says what mends it
     * @throws TargetException when the link breaks
     */
    MinaChannel open(ClientSession session, String script, boolean terminal) throws TargetException {
        if (Quoting.word(Quoting.word(script)).length() <= LONGEST_COMMAND || terminal) {
            return begin(session, script, terminal);
        }
        String end = marker();
        MinaChannel channel = begin(session, "exec sh -c " + Quoting.word(FROM_INPUT.replace("END", end)), false);
        try {
            channel.input().write((script + "\n" + end + "\n").getBytes(StandardCharsets.ISO_8859_1));
            channel.input().flush();
            return channel;
        } catch (IOException broken) {
            channel.close();
            throw broken(broken);
        }
    }

    private MinaChannel begin(ClientSession session, String script, boolean terminal) throws TargetException {
        if (way == Way.LOGIN) {
            return terminal ? MinaChannel.openOnTerminal(session, script, address.name())
                    : MinaChannel.open(session, script, address.name());
        }
        try {
            MinaChannel channel = doasAsks ? null : quietly(session, script, terminal);
            for (int asked = 1; channel == null; asked++) {
                channel = onTerminal(session, script, terminal, asked);
            }
            return channel;
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    /** Without a terminal; nothing where {@code doas} wants one. */
    private @Nullable MinaChannel quietly(ClientSession session, String script, boolean terminal)
            throws TargetException, IOException {
        String marker = marker();
        String inner = "sh -c " + Quoting.word("echo " + marker + "root >&2; " + script);
        String command = "exec env LC_ALL=C LANGUAGE= " + (way == Way.SUDO
                ? "sudo -S -k -p " + marker + "ask -- " : "doas -n -- ") + inner;
        MinaChannel channel = terminal ? MinaChannel.openOnTerminal(session, command, address.name())
                : MinaChannel.open(session, command, address.name());
        boolean done = false;
        try {
            done = become(session, channel, terminal ? channel.output() : channel.errors(), marker);
            return done ? channel : null;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private @Nullable MinaChannel onTerminal(ClientSession session, String script, boolean terminal, int asked)
            throws TargetException, IOException {
        try (DoasTerminal doas = new DoasTerminal(session, address.name(), marker())) {
            MinaChannel channel = doas.start(script, terminal, asking -> answer(session, asking, asked));
            if (channel == null && !doas.isWrongPassword()) {
                throw refused(session, doas.channel(), doas.said());
            }
            return channel;
        }
    }

    private LinkException broken(IOException reason) {
        return new LinkException("the link to the target broke: target=%s reason=%s".formatted(address.name(),
                reason.getMessage()), reason);
    }

    /** A random word that no script and no message holds. */
    private static String marker() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return "kps" + HexFormat.of().formatHex(random);
    }

    /** Whether it made us root; it did not where {@code doas} wants a terminal for a password. */
    private boolean become(ClientSession session, MinaChannel channel, InputStream messages, String marker)
            throws TargetException, IOException {
        StringBuilder said = new StringBuilder();
        for (int asked = 1;; asked++) {
            int begin = said.length();
            listen(channel, messages, said, heard -> isRoot(heard, marker, begin) || isAsked(heard, marker, begin));
            if (isRoot(said, marker, begin)) {
                return true;
            }
            if (said.indexOf(WANTS_PASSWORD) >= 0) {
                doasAsks = true;
                return false;
            }
            if (!isAsked(said, marker, begin)) {
                throw refused(session, channel, said.toString().replace(marker + "ask", ""));
            }
            answer(session, channel, asked);
        }
    }

    private static boolean isRoot(StringBuilder said, String marker, int begin) {
        return said.length() > begin && said.charAt(said.length() - 1) == '\n'
                && said.indexOf(marker + "root", begin) >= 0;
    }

    private static boolean isAsked(StringBuilder said, String marker, int begin) {
        String word = marker + "ask";
        return said.length() - begin >= word.length() && said.lastIndexOf(word) == said.length() - word.length();
    }

    /**
     * Reads what a program says, until it has said enough, ends or takes too long; then its channel is closed.
     *
     * @param said gets what it says
     * @param enough judges all that was said so far, after each byte
     */
    static void listen(MinaChannel channel, InputStream messages, StringBuilder said, Predicate<StringBuilder> enough)
            throws IOException {
        CompletableFuture<Void> tooLong = CompletableFuture.runAsync(channel::close,
                CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS, Thread::startVirtualThread));
        try {
            for (int c = messages.read(); c >= 0 && said.length() < MOST_MESSAGES; c = messages.read()) {
                said.append((char) c);
                if (enough.test(said)) {
                    return;
                }
            }
        } catch (IOException ended) {
            if (!tooLong.isDone()) {
                throw ended;
            }
        } finally {
            tooLong.cancel(false);
        }
    }

    private synchronized void answer(ClientSession session, MinaChannel channel, int asked)
            throws TargetException, IOException {
        char @Nullable [] secret = asked == 1 ? password : null;
        if (secret == null) {
            forget();
            String prompt = "Password of %s for %s at %s".formatted(session.getUsername(), way.program,
                    address.name().substring(address.name().lastIndexOf('@') + 1));
            Optional<char[]> given = asked > ATTEMPTS ? Optional.empty()
                    : prompter.secret(new Prompter.SecretRequest(address, Prompter.SecretKind.PASSWORD, prompt, asked));
            secret = given.orElseThrow(() -> new AuthenticationException(
                    "%s at %s wants a password, and none was given: user=%s; or let it start sh without: %s".formatted(
                            way.program, address.name(), session.getUsername(), rule(session)),
                    null));
            password = secret;
        }
        ByteBuffer line = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        try {
            channel.input().write(line.array(), line.arrayOffset(), line.limit());
            channel.input().write('\n');
            channel.input().flush();
        } finally {
            Arrays.fill(line.array(), (byte) 0);
        }
    }

    private String rule(ClientSession session) {
        return way == Way.SUDO
                ? "as root there, echo '%s ALL=(root) NOPASSWD: ALL' >/etc/sudoers.d/kprobes"
                        .formatted(session.getUsername())
                : "as root there, echo 'permit nopass %s as root' >>/etc/doas.conf".formatted(session.getUsername());
    }

    private AuthenticationException refused(ClientSession session, MinaChannel channel, String said) {
        forget();
        String reason = said.replaceAll("\\p{Cntrl}", " ").replaceAll("\\s+", " ").strip();
        reason = reason.isEmpty() ? "it said nothing" : reason.substring(0, Math.min(QUOTED, reason.length()));
        if (exit(channel) == NO_SUCH_COMMAND) {
            return new AuthenticationException(
                    "there is no %s at %s to become root by: user=%s reason=%s; install it there, or %s"
                            .formatted(way.program, address.name(), session.getUsername(), reason, way == Way.SUDO
                                    ? "use become=doas, or log in as root" : "use become=sudo, or log in as root"),
                    null);
        }
        String mend = reason.contains("must have a tty")
                ? "as root there, echo 'Defaults:%s !requiretty' >>/etc/sudoers.d/kprobes"
                        .formatted(session.getUsername())
                : rule(session);
        return new AuthenticationException("%s at %s does not make us root: user=%s reason=%s; %s".formatted(
                way.program, address.name(), session.getUsername(), reason, mend), null);
    }

    private static int exit(MinaChannel channel) {
        try {
            return channel.await(Duration.ofSeconds(1)).orElse(0);
        } catch (LinkException closed) {
            return 0;
        }
    }

    private synchronized void forget() {
        char @Nullable [] known = password;
        if (known != null) {
            Arrays.fill(known, '\0');
        }
        password = null;
    }

    /** Overwrites the password. */
    @Override
    public void close() {
        forget();
    }
}
