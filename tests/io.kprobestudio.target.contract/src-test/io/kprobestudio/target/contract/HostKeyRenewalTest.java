/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.HostKeyChangedException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/** A board that was set up anew and shows another host key: OpenSSH's server, restarted with one. */
public class HostKeyRenewalTest {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private String before = "";
    private String after = "";
    private String oldLine = "";

    @Before
    public void setUpAnew() throws Exception {
        before = "ssh-ed25519 " + SERVER.fingerprint();
        oldLine = SERVER.hostLine(host());
        SERVER.setUpAnew();
        after = "ssh-ed25519 " + SERVER.fingerprint();
        assertFalse(before.equals(after));
    }

    private static String host() {
        return "[127.0.0.1]:" + SERVER.port();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve("known"), content);
    }

    private static Target target(Path known) throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse(
                "ssh://root@127.0.0.1:%d?identity=%s&known_hosts=%s&strict=yes&config=none".formatted(SERVER.port(),
                        SERVER.file("id_ed25519"), known)));
    }

    private static void assertConnects(Path known) throws TargetException {
        target(known).connect(Prompter.NOBODY, Progress.NONE).close();
    }

    @Test
    public void shouldShowBothKeysAndReplaceWhenPersonAgrees() throws Exception {
        String others = "# mine\ngithub.example ssh-ed25519 AAAA\n";
        Path known = file(
                others + oldLine + "@cert-authority *.example " + oldLine.substring(oldLine.indexOf(' ') + 1));
        Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rw-r-----"));
        String content = Files.readString(known);
        HostKeyChangedException changed = assertThrows(HostKeyChangedException.class, () -> assertConnects(known));
        assertEquals(before, changed.known());
        assertEquals(after, changed.presented());
        Person declines = new Person(false);
        AuthenticationException declined = assertThrows(AuthenticationException.class,
                () -> target(known).renewHostKey("", declines, Progress.NONE));
        String keys = "key=%s known=%s (file=%s line=3)".formatted(after, before, known);
        assertEquals("the host key of %s has changed and was not replaced: %s".formatted(host(), keys),
                declined.getMessage());
        assertEquals(content, Files.readString(known));
        assertEquals("the host key of %s was replaced: %s".formatted(host(), keys),
                target(known).renewHostKey("", new Person(true), Progress.NONE));
        assertTrue(declines.asked().toString(),
                declines.asked().size() == 1 && declines.asked().get(0).contains(before)
                        && declines.asked().get(0).contains(after));
        assertEquals(content.replace(oldLine, SERVER.hostLine(host())), Files.readString(known));
        assertEquals(content, Files.readString(known.resolveSibling("known.old")));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(known)));
        assertConnects(known);
        assertEquals("the host key of %s is the known one, and stays: key=%s".formatted(host(), after),
                target(known).renewHostKey("", Prompter.NOBODY, Progress.NONE));
    }

    @Test
    public void shouldAskNobodyWhenFingerprintIsGiven() throws Exception {
        Path known = file(oldLine);
        String wrong = before.substring(before.indexOf(' ') + 1);
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> target(known).renewHostKey(wrong, new Person(true), Progress.NONE));
        assertTrue(refused.getMessage(), refused.getMessage().contains("expected=" + wrong + " key=" + after));
        assertEquals(oldLine, Files.readString(known));
        target(known).renewHostKey(SERVER.fingerprint(), Prompter.NOBODY, Progress.NONE);
        assertEquals(SERVER.hostLine(host()), Files.readString(known));
        assertConnects(known);
    }

    @Test
    public void shouldTakeOnlyTheExpectedKeyWhenNoneWasKnown() throws Exception {
        Path known = file("");
        assertThrows(AuthenticationException.class,
                () -> target(known).renewHostKey("SHA256:other", new Person(true), Progress.NONE));
        assertEquals("", Files.readString(known));
        assertEquals("the host key of root@%s was not known, and is now".formatted(host().replaceAll("[\\[\\]]", "")),
                target(known).renewHostKey(SERVER.fingerprint(), Prompter.NOBODY, Progress.NONE));
        assertConnects(known);
    }

    @Test
    public void shouldStayALinkWhenFileIsOne() throws Exception {
        Path known = file(oldLine);
        Path link = Files.createSymbolicLink(known.resolveSibling("link"), known);
        target(link).renewHostKey(SERVER.fingerprint(), Prompter.NOBODY, Progress.NONE);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(SERVER.hostLine(host()), Files.readString(known));
    }

    @Test
    public void shouldStayHashedWhenNameIsHashed() throws Exception {
        Path known = file(oldLine + oldLine.replace(host(), "other.example"));
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
        List<String> hashed = Files.readAllLines(known);
        target(known).renewHostKey(SERVER.fingerprint(), Prompter.NOBODY, Progress.NONE);
        List<String> renewed = Files.readAllLines(known);
        assertEquals(hashed.get(0).split(" ")[0] + SERVER.hostLine("").stripTrailing(), renewed.get(0));
        assertEquals(hashed.get(1), renewed.get(1));
        assertConnects(known);
        assertTrue(OpenSshServer.run("ssh-keygen", "-l", "-F", host(), "-f", known.toString())
                .contains(SERVER.fingerprint()));
    }

    @Test
    public void shouldLeaveOtherMachinesAloneWhenTheyShareLineOrPattern() throws Exception {
        String key = oldLine.substring(oldLine.indexOf(' '));
        String pattern = "[127.0.0.*]:" + SERVER.port();
        Path known = file("board.example," + host() + ",10.0.0.7" + key + pattern + key);
        target(known).renewHostKey(SERVER.fingerprint(), Prompter.NOBODY, Progress.NONE);
        assertEquals(SERVER.hostLine(host()) + "board.example,10.0.0.7" + key + pattern + ",!" + host() + key,
                Files.readString(known));
        assertConnects(known);
        // OpenSSH reads it the same way
        assertEquals(1, OpenSshServer.run("ssh-keygen", "-F", host(), "-f", known.toString()).lines()
                .filter(line -> line.contains("ssh-ed25519")).count());
    }

    @Test
    public void shouldRefuseWhenNewKeyIsRevoked() throws Exception {
        Path known = file(oldLine + "@revoked " + SERVER.hostLine("*"));
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> target(known).renewHostKey(SERVER.fingerprint(), new Person(true), Progress.NONE));
        assertTrue(refused.getMessage(), refused.getMessage().contains("is revoked"));
    }

    @Test
    public void shouldSayItHasNoneWhenTargetIsAnotherKind() throws Exception {
        Target local = new io.kprobestudio.target.local.LocalTargetProvider().target(TargetAddress.parse("local:"));
        TargetException none = assertThrows(TargetException.class,
                () -> local.renewHostKey("", Prompter.NOBODY, Progress.NONE));
        assertEquals("this kind of target has no host key: target=local:", none.getMessage());
    }
}
