/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.ConnectStep;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.ssh.SshTargetProvider;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;
import io.kprobestudio.tracefs.doctor.Doctor;

/** Who we are and who the board is, judged against OpenSSH's server and with OpenSSH's own files. */
public class SshLoginTest {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();
    @ClassRule
    public static final OpenSshServer GATE = new OpenSshServer();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private static String connect(String address, Prompter prompter) throws TargetException {
        try (Connection connection = new SshTargetProvider().target(TargetAddress.parse(address)).connect(prompter,
                Progress.NONE)) {
            assertTrue(connection.exists("/proc/version"));
            return connection.description();
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve(name), content);
    }

    private String place() {
        return "root@127.0.0.1:" + SERVER.port();
    }

    private String host() {
        return "[127.0.0.1]:" + SERVER.port();
    }

    private String withKnownHosts(Path knownHosts, String strict) {
        return "ssh://%s?identity=%s&known_hosts=%s&strict=%s&config=none".formatted(place(), SERVER.file("id_ed25519"),
                knownHosts, strict);
    }

    @Test
    public void shouldLogInWhenKeyIsAnyOfTheUsualTypes() throws TargetException {
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            assertTrue(connect(SERVER.address("id_" + type), Prompter.NOBODY).contains("aes128-gcm@openssh.com"));
        }
    }

    @Test
    public void shouldTellEachStepWhenItIsDoneAndNoneThatFailed() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        Progress progress = new Progress() {

            @Override
            public void report(String step) {
                // the steps that are done are looked at
            }

            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void reached(ConnectStep step, String found) {
                steps.add(step + ": " + found);
            }
        };
        Target target = new SshTargetProvider().target(TargetAddress.parse(SERVER.address("id_ed25519")));
        assertEquals(List.of(ConnectStep.values()), target.steps());
        target.connect(Prompter.NOBODY, progress).close();
        assertEquals(List.of("NAME: 127.0.0.1 is 127.0.0.1", "PORT: port " + SERVER.port() + " answers",
                "HOST_KEY: ssh-ed25519 " + SERVER.fingerprint(), "LOGIN: as root", "RIGHTS: root"), steps);
        steps.clear();
        Target stranger = new SshTargetProvider().target(TargetAddress.parse(SERVER.address("stranger")));
        assertThrows(AuthenticationException.class, () -> stranger.connect(Prompter.NOBODY, progress));
        assertEquals(List.of("NAME", "PORT", "HOST_KEY"), steps.stream().map(step -> step.split(":")[0]).toList());
        steps.clear();
        Target closed = new SshTargetProvider().target(TargetAddress.parse("ssh://root@127.0.0.1:1?config=none"));
        assertThrows(LinkException.class, () -> closed.connect(Prompter.NOBODY, progress));
        assertEquals(List.of("NAME"), steps.stream().map(step -> step.split(":")[0]).toList());
    }

    @Test
    public void shouldAskForPassphraseWhenKeyIsLocked() throws TargetException {
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            Person person = new Person(false, "wrong", "open sesame");
            connect(SERVER.address("locked_" + type), person);
            String prompt = "PASSPHRASE Passphrase for the key " + SERVER.file("locked_" + type);
            assertEquals(List.of(prompt + " 1", prompt + " 2"), person.asked());
        }
    }

    @Test
    public void shouldSayWhatMendsItWhenKeyIsRefused() {
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(SERVER.address("stranger"), Prompter.NOBODY));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith(place() + " refuses us: user=root keys=["
                + SERVER.file("stranger") + "]"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("ssh-copy-id"));
        AuthenticationException locked = assertThrows(AuthenticationException.class,
                () -> connect(SERVER.address("locked_ed25519"), Prompter.NOBODY));
        assertTrue(locked.getMessage(), locked.getMessage().contains("needs a passphrase, and none was given"));
        AuthenticationException none = assertThrows(AuthenticationException.class,
                () -> connect(SERVER.address("nosuchkey"), Prompter.NOBODY));
        assertTrue(none.getMessage(), none.getMessage().contains("nosuchkey is not there"));
    }

    @Test
    public void shouldSayWhereToLookWhenServerAdmitsNoSuchUser() throws Exception {
        OpenSshServer closed = new OpenSshServer("DenyUsers root");
        closed.before();
        try {
            AuthenticationException refused = assertThrows(AuthenticationException.class,
                    () -> connect(closed.address("id_ed25519"), Prompter.NOBODY));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message, message.startsWith("root@127.0.0.1:%d refuses us: user=root keys=[%s]"
                    .formatted(closed.port(), closed.file("id_ed25519"))));
            assertTrue(message, message.endsWith("or its server admits no root: as root there, "
                    + "sshd -T | grep -iE 'permitroot|allow|deny|authorizedkeys'"));
            // What the command shows of this server is the cause
            assertTrue(OpenSshServer.run("sh", "-c", "/usr/sbin/sshd -T -f %s | grep -iE 'permitroot|allow|deny'"
                    .formatted(closed.file("sshd_config"))).contains("denyusers root"));
        } finally {
            closed.after();
        }
    }

    /** What such a process is told is not the kernel's version; nor is it what definitions are judged by. */
    @Test
    public void shouldKnowTheKernelWhenServerIsToldAnother() throws Exception {
        OpenSshServer old = new OpenSshServer(List.of("setarch", "--uname-2.6"));
        old.before();
        try (Connection connection = new SshTargetProvider().target(TargetAddress.parse(old.address("id_ed25519")))
                .connect(Prompter.NOBODY, Progress.NONE)) {
            try (TargetProcess process = connection.start(List.of("uname", "-r"))) {
                String told = new String(process.output().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(told, told.startsWith("2.6."));
            }
            String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
            assertEquals(release, DescriptionReader.uname(Tracefs.of(connection)).split(" ")[2]);
            assertTrue(Doctor.examine(connection, Progress.NONE).stream()
                    .anyMatch(finding -> finding.topic().equals("kernel") && finding.text().contains(release)));
        } finally {
            old.after();
        }
    }

    @Test
    public void shouldNeverShowSecretsWhenLoginFails() {
        Person person = new Person(false, "hunter2", "hunter3", "hunter4");
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(SERVER.address("stranger"), person));
        assertTrue(person.asked().toString(),
                person.asked().stream().anyMatch(question -> question.startsWith("PASSWORD ")));
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertTrue(each.toString(), !each.toString().contains("hunter"));
        }
    }

    @Test
    public void shouldRefuseUnknownMachineWhenStrict() throws Exception {
        Path empty = file("empty", "");
        Person person = new Person(true);
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(withKnownHosts(empty, "yes"), person));
        assertTrue(refused.getMessage(),
                refused.getMessage().startsWith("the host key of " + host() + " is not known: key="));
        assertEquals(List.of(), person.asked());
        assertEquals("", Files.readString(empty));
    }

    @Test
    public void shouldAskAndRememberWhenMachineIsUnknown() throws Exception {
        Path known = file("known", "# mine");
        Person declines = new Person(false);
        assertThrows(AuthenticationException.class, () -> connect(withKnownHosts(known, "ask"), declines));
        assertEquals(1, declines.asked().size());
        assertTrue(declines.asked().get(0), declines.asked().get(0).contains("ssh-ed25519 SHA256:"));
        assertEquals("# mine", Files.readString(known));
        Person agrees = new Person(true);
        connect(withKnownHosts(known, "ask"), agrees);
        assertEquals(1, agrees.asked().size());
        assertEquals("# mine\n" + SERVER.hostLine(host()), Files.readString(known));
        connect(withKnownHosts(known, "yes"), Prompter.NOBODY);
    }

    @Test
    public void shouldRememberWithoutAskingWhenNewOnesAreAccepted() throws Exception {
        Path known = temporary.getRoot().toPath().resolve("new/known");
        connect(withKnownHosts(known, "accept-new"), Prompter.NOBODY);
        assertEquals(SERVER.hostLine(host()), Files.readString(known));
    }

    @Test
    public void shouldSayWhatToDoWhenHostKeyChanged() throws Exception {
        String other = GATE.hostLine(host());
        Person person = new Person(true);
        for (String strict : List.of("yes", "ask", "accept-new")) {
            Path known = file("changed", "\n" + other);
            AuthenticationException refused = assertThrows(AuthenticationException.class,
                    () -> connect(withKnownHosts(known, strict), person));
            assertTrue(refused.getMessage(), refused.getMessage().contains("has changed"));
            assertTrue(refused.getMessage(), refused.getMessage().contains("file=" + known + " line=2"));
            assertTrue(refused.getMessage(), refused.getMessage().contains("kprobes trust --target 'ssh://" + place()));
            assertTrue(refused.getMessage(),
                    refused.getMessage().contains("ssh-keygen -f '" + known + "' -R '" + host()));
            assertEquals("\n" + other, Files.readString(known));
        }
        assertEquals(List.of(), person.asked());
    }

    @Test
    public void shouldFindMachineWhenItsNameIsHashed() throws Exception {
        Path known = file("hashed", SERVER.hostLine(host()));
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
        assertTrue(Files.readString(known).startsWith("|1|"));
        connect(withKnownHosts(known, "yes"), Prompter.NOBODY);
    }

    @Test
    public void shouldRefuseWhenHostKeyIsRevoked() throws Exception {
        Path known = file("revoked", SERVER.hostLine(host()) + "@revoked " + SERVER.hostLine("*"));
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(withKnownHosts(known, "accept-new"), new Person(true)));
        assertTrue(refused.getMessage(), refused.getMessage().contains("is revoked"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("line=2"));
    }

    @Test
    public void shouldSaySoWhenNobodyListens() {
        String address = "ssh://root@127.0.0.1:1?identity=%s&config=none".formatted(SERVER.file("id_ed25519"));
        LinkException failure = assertThrows(LinkException.class, () -> connect(address, Prompter.NOBODY));
        assertTrue(failure.getMessage(),
                failure.getMessage().startsWith(
                        "root@127.0.0.1:1 cannot be reached: reason=Connection refused; no SSH server listens"));
        String unknown = "ssh://root@no.such.host.invalid?config=none";
        assertTrue(assertThrows(LinkException.class, () -> connect(unknown, Prompter.NOBODY)).getMessage()
                .startsWith("root@no.such.host.invalid cannot be reached: reason="));
    }

    @Test
    public void shouldGoThroughJumpHostsWhenConfigurationSaysSo() throws Exception {
        Path known = file("both", SERVER.hostLine("the-board") + GATE.hostLine("[127.0.0.1]:" + GATE.port()));
        Path config = file("config", """
                Host board
                  HostName 127.0.0.1
                  Port %d
                  User root
                  HostKeyAlias the-board
                  IdentityFile %s
                  ProxyJump gate
                Host gate
                  HostName 127.0.0.1
                  Port %d
                  User root
                  IdentityFile %s
                Host *
                  UserKnownHostsFile %s
                  StrictHostKeyChecking yes
                """.formatted(SERVER.port(), SERVER.file("id_rsa"), GATE.port(), GATE.file("id_ecdsa"), known));
        assertTrue(connect("ssh://board?config=" + config, Prompter.NOBODY).contains("jump hosts: 1"));
    }

    @Test
    public void shouldUseAgentWhenItHoldsTheKey() throws Exception {
        Path socket = temporary.getRoot().toPath().resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            while (!Files.exists(socket)) {
                Thread.sleep(10);
            }
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", SERVER.file("id_ed25519").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, add.start().waitFor());
            Path config = file("config", """
                    Host 127.0.0.1
                      IdentityAgent %s
                      IdentityFile none
                      UserKnownHostsFile %s
                      StrictHostKeyChecking yes
                    """.formatted(socket, SERVER.knownHosts()));
            connect("ssh://" + place() + "?config=" + config, Prompter.NOBODY);
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }
}
