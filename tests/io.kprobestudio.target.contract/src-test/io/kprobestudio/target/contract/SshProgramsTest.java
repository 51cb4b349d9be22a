/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/** Programs on this machine that the SSH configuration names, with OpenSSH's client as such a program. */
public class SshProgramsTest {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();
    @ClassRule
    public static final OpenSshServer GATE = new OpenSshServer();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path file(String name) {
        return temporary.getRoot().toPath().resolve(name);
    }

    /** The board, which the lines say how to reach. */
    private Target board(String options, String lines) throws IOException, TargetException {
        Path config = Files.writeString(file("config"), """
                Host board
                %s
                  HostName 127.0.0.1
                  Port %d
                  User root
                  HostKeyAlias [127.0.0.1]:%2$d
                  IdentityFile %s
                  UserKnownHostsFile %s
                  StrictHostKeyChecking yes
                """.formatted(lines.indent(2).stripTrailing(), SERVER.port(), SERVER.file("id_ed25519"),
                SERVER.knownHosts()));
        return new SshTargetProvider().target(TargetAddress.parse("ssh://board?config=" + config + options));
    }

    private static void connect(Target target, Prompter prompter) throws TargetException {
        try (Connection connection = target.connect(prompter, Progress.NONE)) {
            assertTrue(connection.exists("/proc/version"));
        }
    }

    /** OpenSSH's client, which carries bytes by way of the other server; it notes that it ran. */
    private String throughGate() {
        return "ProxyCommand sh -c 'echo ran >> \"%s\"; exec ssh -q -F none -i %s -o UserKnownHostsFile=%s -p %d -W %%h:%%p root@127.0.0.1'"
                .formatted(file("runs"), GATE.file("id_ed25519"), GATE.knownHosts(), GATE.port());
    }

    @Test
    public void shouldGoThroughTheProgramWhenThePersonAgreesOnce() throws Exception {
        Target board = board("", throughGate());
        Person person = new Person(true);
        connect(board, person);
        connect(board, person);
        assertEquals("ran\nran\n", Files.readString(file("runs")));
        assertEquals(person.asked().toString(), 1, person.asked().size());
        String question = person.asked().get(0);
        assertTrue(question, question.contains("as the way to root@127.0.0.1:%d: sh -c ".formatted(SERVER.port())));
        assertTrue(question, question.contains("-W 127.0.0.1:%d root@127.0.0.1'".formatted(SERVER.port())));
    }

    @Test
    public void shouldGoThroughTheProgramWhenTheAddressAllowsIt() throws Exception {
        connect(board("&programs=yes", throughGate()), Prompter.NOBODY);
        assertEquals("ran\n", Files.readString(file("runs")));
    }

    @Test
    public void shouldRunNothingWhenNobodyAgrees() throws Exception {
        Target board = board("",
                "Match exec \"touch %s\"%n%s".formatted(file("tried"), throughGate()) + "\nMatch originalhost board\n"
                        + throughGate());
        LinkException refused = assertThrows(LinkException.class, () -> connect(board, Prompter.NOBODY));
        assertTrue(refused.getMessage(), refused.getMessage().contains("its ProxyCommand was not allowed to run"));
        assertFalse(Files.exists(file("runs")));
        assertFalse(Files.exists(file("tried")));
    }

    @Test
    public void shouldSayWhatTheProgramSaidWhenItFails() throws Exception {
        Target board = board("&programs=yes", "ProxyCommand sh -c 'echo no way to %h >&2; exit 7'");
        LinkException failure = assertThrows(LinkException.class, () -> connect(board, Prompter.NOBODY));
        assertTrue(failure.getMessage(), failure.getMessage().endsWith(
                "; the program of ProxyCommand ended: exit=7, words=no way to 127.0.0.1"));
    }

    @Test
    public void shouldWaitForTheLastWordsWhenTheProgramHasClosedItsOutput() throws Exception {
        Target board = board("&programs=yes",
                "ProxyCommand sh -c 'trap \"\" TERM; exec >&-; sleep 0.3; echo no way to %h >&2; exit 7'");
        LinkException failure = assertThrows(LinkException.class, () -> connect(board, Prompter.NOBODY));
        assertTrue(failure.getMessage(), failure.getMessage().endsWith(
                "; the program of ProxyCommand ended: exit=7, words=no way to 127.0.0.1"));
    }

    @Test
    public void shouldApplySectionWhenItsProgramEndsWell() throws Exception {
        Target away = board("&programs=yes",
                "Match exec \"test -e %s\"%n  Port 1%nMatch originalhost board".formatted(file("away")));
        connect(away, Prompter.NOBODY);
        Files.createFile(file("away"));
        assertTrue(assertThrows(LinkException.class, () -> connect(away, Prompter.NOBODY)).getMessage()
                .startsWith("root@127.0.0.1:1 cannot be reached"));
    }

    @Test
    public void shouldNotWaitForEverWhenWhatListensIsNoSshServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Target board = board("", "Port %d%nConnectTimeout 1".formatted(silent.getLocalPort()));
            LinkException failure = assertThrows(LinkException.class, () -> connect(board, Prompter.NOBODY));
            assertTrue(failure.getMessage(),
                    failure.getMessage().endsWith("does not say that it is an SSH server: seconds=1"));
        }
    }

    @Test
    public void shouldNotWaitForEverWhenServerFallsSilentBeforeLogin() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Target board = board("", "Port %d%nConnectTimeout 2".formatted(server.getLocalPort()));
            CompletableFuture<Socket> talking = CompletableFuture.supplyAsync(() -> greeting(server));
            LinkException failure = assertThrows(LinkException.class, () -> connect(board, Prompter.NOBODY));
            talking.get().close();
            assertTrue(failure.getMessage(), failure.getMessage()
                    .endsWith("it began to talk as an SSH server and then fell silent: seconds=2"));
        }
    }

    private static Socket greeting(ServerSocket server) {
        try {
            Socket socket = server.accept();
            socket.getOutputStream().write("SSH-2.0-silent\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    public void shouldWaitForThePersonWhenLoginTakesLongerThanServersMay() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Prompter slow = new Prompter() {

            @Override
            public Optional<char[]> secret(SecretRequest request) {
                asked.incrementAndGet();
                try {
                    Thread.sleep(5000);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                return Optional.of("open sesame".toCharArray());
            }

            @Override
            public boolean confirm(Confirmation confirmation) {
                return false;
            }
        };
        connect(board("&identity=" + SERVER.file("locked_ed25519"), "ConnectTimeout 3"), slow);
        assertEquals(1, asked.get());
    }
}
