/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

public class SshConfigTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    /** Whatever was to be run for the first time ended well. */
    private final Set<String> ran = new LinkedHashSet<>();

    private Path home() {
        return temporary.getRoot().toPath();
    }

    private void config(String text) throws Exception {
        Files.createDirectories(home().resolve(".ssh"));
        Files.writeString(home().resolve(".ssh/config"), text);
    }

    private Hop resolve(String address) throws TargetException {
        HopResolver resolver = new HopResolver(TargetAddress.parse(address), home(), "me",
                Map.of("SSH_AUTH_SOCK", "/run/agent", "KEYS", "/keys"));
        resolver.check();
        return resolver.resolve(ran::add);
    }

    @Test
    public void shouldTakeFirstValueWhenSeveralSectionsApply() throws Exception {
        config("""
                # the lab
                Host lab* !labx
                  HostName %h.example.org
                  Port=2222
                  User "root"
                  IdentityFile ~/.ssh/one
                Host *
                  User nobody
                  IdentityFile ~/.ssh/%r-%h
                """);
        Hop hop = resolve("ssh://lab1");
        assertEquals("lab1.example.org", hop.host());
        assertEquals(2222, hop.port());
        assertEquals("root", hop.user());
        assertEquals(List.of(home().resolve(".ssh/one"), home().resolve(".ssh/root-lab1.example.org")),
                hop.identities());
        Hop other = resolve("ssh://labx");
        assertEquals("labx", other.host());
        assertEquals(22, other.port());
        assertEquals("nobody", other.user());
    }

    @Test
    public void shouldPreferTheAddressWhenItNamesUserAndPort() throws Exception {
        config("Host *\nUser nobody\nPort 5\n");
        Hop hop = resolve("ssh://admin@board:22");
        assertEquals("admin", hop.user());
        assertEquals(22, hop.port());
        assertEquals("admin@board", hop.label());
    }

    @Test
    public void shouldReadIncludedFilesUnderTheSectionThatIncludesThem() throws Exception {
        config("Host a\n  Include conf.d/*\nHost *\n  User last\n");
        Files.createDirectories(home().resolve(".ssh/conf.d"));
        Files.writeString(home().resolve(".ssh/conf.d/1"), "User included\nHost zzz\n Port 9\n");
        assertEquals("included", resolve("ssh://a").user());
        assertEquals(22, resolve("ssh://a").port());
        assertEquals("last", resolve("ssh://b").user());
    }

    @Test
    public void shouldNameHostsOfAllFilesButNoPatternsWhenAskedForThem() throws Exception {
        config("""
                Include conf.d/*
                Host lab1 lab* "lab 2" !labx
                  User root
                Host lab1 lab3
                Match host other
                  Port 5
                Host *
                  User me
                """);
        Files.createDirectories(home().resolve(".ssh/conf.d"));
        Files.writeString(home().resolve(".ssh/conf.d/1"), "Host board board?\n  HostName 10.0.0.9\n");
        assertEquals(List.of("board", "lab1", "lab 2", "lab3"),
                SshConfig.read(home().resolve(".ssh/config"), home()).hosts());
        assertEquals(List.of(), SshConfig.none().hosts());
    }

    @Test
    public void shouldApplyMatchWhenAllItsCriteriaHold() throws Exception {
        config("""
                Match originalhost b user root
                  Port 1
                Match host e exec "test %h:%p = e:22" !exec "never %n"
                  Port 2
                Match host e exec "test %h:%p = e:22"
                  Port 5
                Match host c,d !localuser you
                  Port 3
                Match all
                  Port 4
                """);
        assertEquals(1, resolve("ssh://root@b").port());
        assertEquals(4, resolve("ssh://x@b").port());
        assertEquals(3, resolve("ssh://d").port());
        assertEquals(Set.of(), ran);
        assertEquals(4, resolve("ssh://e").port());
        assertEquals(Set.of("test e:22 = e:22", "never e"), ran);
    }

    @Test
    public void shouldKeepTheProgramsWordsWhenTheyAreForAShell() throws Exception {
        config("""
                Host a
                  ProxyCommand=nc -X connect -x "proxy:3128" '%h'  %p # %r %%
                  ProxyJump gate
                Host b
                  ProxyJump none
                  ProxyCommand nc %h %p
                Host c
                  ProxyJump gate
                Host *
                  ProxyCommand other %n
                """);
        assertEquals("nc -X connect -x \"proxy:3128\" 'a'  22 # me %", resolve("ssh://a").proxyCommand());
        assertEquals(List.of(), resolve("ssh://a").jumps());
        assertTrue(resolve("ssh://b").isDirect());
        assertEquals("", resolve("ssh://c").proxyCommand());
        assertEquals("other gate", resolve("ssh://c").jumps().get(0).proxyCommand());
        assertEquals("other d", resolve("ssh://d").proxyCommand());
    }

    @Test
    public void shouldPutInVariablesAndTokensWhereFilesAreNamed() throws Exception {
        config("""
                Host a
                  HostName a.example.org
                  HostKeyAlias lab
                  IdentityFile ${KEYS}/%k/%L/%i/%d/%Z%%
                  UserKnownHostsFile /known/%C
                  IdentityAgent ${KEYS}/agent-%n
                Host b
                  IdentityFile /keys/%k
                  IdentityFile ${NOWHERE}/key
                """);
        String name = InetAddress.getLocalHost().getHostName();
        Hop hop = resolve("ssh://a");
        assertEquals(List.of(Path.of("/keys/lab/%s/%s%s/%%Z%%".formatted(name.split("\\.")[0],
                Files.getAttribute(home(), "unix:uid"), home()))), hop.identities());
        assertEquals(Path.of("/known", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1")
                .digest((name + "a.example.org22me").getBytes(StandardCharsets.UTF_8)))), hop.knownHosts().get(0));
        assertEquals("/keys/agent-a", hop.agent());
        assertEquals("/run/agent", resolve("ssh://c").agent());
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://b")).getMessage()
                .contains("variable=NOWHERE value=${NOWHERE}/key"));
    }

    @Test
    public void shouldConnectWithinTheTimeThatConfigurationSays() throws Exception {
        config("Host a\n  ConnectTimeout 5\nHost b\n  ConnectTimeout soon\n");
        assertEquals(Duration.ofSeconds(5), resolve("ssh://a").connectTimeout());
        assertEquals(Duration.ofSeconds(30), resolve("ssh://c").connectTimeout());
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://b")).getMessage()
                .contains("ConnectTimeout=soon"));
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://a?programs=maybe")).getMessage()
                .contains("programs=maybe"));
    }

    @Test
    public void shouldOrderJumpHostsWhenTheyHaveJumpHosts() throws Exception {
        config("""
                Host board
                  ProxyJump gate,inner@middle:2200
                Host gate
                  ProxyJump outer
                  User gatekeeper
                Host outer
                  HostName 192.0.2.1
                """);
        Hop hop = resolve("ssh://root@board");
        assertEquals(List.of("me@192.0.2.1", "gatekeeper@gate", "inner@middle:2200"),
                hop.jumps().stream().map(Hop::label).toList());
    }

    @Test
    public void shouldRefuseWhenJumpHostsGoInACircle() throws Exception {
        config("Host a\nProxyJump b\nHost b\nProxyJump a\n");
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://a")).getMessage().contains("in a circle"));
    }

    @Test
    public void shouldReadHostKeySettingsWhenTheyAreGiven() throws Exception {
        config("""
                Host a
                  StrictHostKeyChecking accept-new
                  UserKnownHostsFile /k1 ~/k2
                  GlobalKnownHostsFile none
                  HostKeyAlias the-board
                  IdentitiesOnly yes
                  IdentityAgent none
                """);
        Hop hop = resolve("ssh://a");
        assertEquals(Hop.HostKeyCheck.ACCEPT_NEW, hop.check());
        assertEquals(List.of(Path.of("/k1"), home().resolve("k2")), hop.knownHosts());
        assertEquals("the-board", hop.hostKeyName());
        assertTrue(hop.identitiesOnly());
        assertEquals("", hop.agent());
        Hop plain = resolve("ssh://b");
        assertEquals(Hop.HostKeyCheck.ASK, plain.check());
        assertFalse(plain.identitiesOnly());
        assertEquals("/run/agent", plain.agent());
    }

    @Test
    public void shouldPreferOptionsOfTheAddressWhenGiven() throws Exception {
        config("Host *\nUser nobody\nIdentityFile /x\n");
        Hop hop = resolve("ssh://a?identity=/id&known_hosts=/kh&strict=yes&config=none");
        assertEquals("me", hop.user());
        assertEquals(List.of(Path.of("/id")), hop.identities());
        assertEquals(List.of(Path.of("/kh")), hop.knownHosts());
        assertEquals(Hop.HostKeyCheck.STRICT, hop.check());
    }

    @Test
    public void shouldNameWhatIsWrongWhenAddressMakesNoSense() {
        assertMessage("an ssh target is written as ssh://[user@]host[:port], target=ssh://", "ssh://");
        assertMessage("an ssh target is written as ssh://[user@]host[:port], target=ssh://@h", "ssh://@h");
        assertMessage("an ssh target is written as ssh://[user@]host[:port], target=ssh://-oProxy", "ssh://-oProxy");
        assertMessage("not a port: port=99999 target=ssh://h:99999", "ssh://h:99999");
        assertMessage("not a port: port=x target=ssh://h:x", "ssh://h:x");
        assertMessage(
                "an ssh target knows the options [alive, become, config, identity, known_hosts, legacy, programs, strict], option=key",
                "ssh://h?key=1");
        assertMessage("legacy is yes or no, legacy=maybe target=ssh://h?legacy=maybe", "ssh://h?legacy=maybe");
        assertMessage("StrictHostKeyChecking is yes, ask or accept-new, strict=maybe", "ssh://h?strict=maybe");
    }

    @Test
    public void shouldNameFileAndLineWhenConfigurationIsBroken() throws Exception {
        config("Host a\nUser \"x\n");
        assertEquals("a quote is not closed in the SSH configuration: file=" + home() + "/.ssh/config line=2",
                assertThrows(TargetException.class, () -> resolve("ssh://a")).getMessage());
        config("Host a\nUser\n");
        assertEquals(
                "a keyword of the SSH configuration lacks its value: file=" + home()
                        + "/.ssh/config line=2 keyword=User",
                assertThrows(TargetException.class, () -> resolve("ssh://a")).getMessage());
    }

    @Test
    public void shouldTakeBracketsApartWhenHostIsAnAddress() throws Exception {
        Hop hop = resolve("ssh://root@[2001:db8::1]:2222");
        assertEquals("2001:db8::1", hop.host());
        assertEquals(2222, hop.port());
        assertEquals("2001:db8::1", resolve("ssh://2001:db8::1").host());
    }

    private void assertMessage(String message, String address) {
        assertEquals(message, assertThrows(TargetException.class, () -> resolve(address)).getMessage());
    }

    @Test
    public void shouldChooseAsOpenSshDoesWhenListHasASign() {
        List<String> usual = List.of("b", "a");
        List<String> known = List.of("a", "b", "c1", "c2");
        assertEquals(usual, Algorithms.choose("", usual, known));
        assertEquals(List.of("b", "a", "c1", "c2"), Algorithms.choose("+c*,a", usual, known));
        assertEquals(List.of("b"), Algorithms.choose("-a,c1", usual, known));
        assertEquals(List.of("c2", "a", "b"), Algorithms.choose("^c2,a", usual, known));
        assertEquals(List.of("c1", "b"), Algorithms.choose("c1,b,nosuch", usual, known));
        assertEquals(List.of(), Algorithms.choose("nosuch", usual, known));
    }

    @Test
    public void shouldAskLinkAsOftenAsConfigurationOrAddressSaysWhenItIsSilent() throws Exception {
        config("""
                Host slow
                  ServerAliveInterval 30
                  ServerAliveCountMax 4
                Host off
                  ServerAliveInterval 0
                Host odd
                  ServerAliveInterval 1m
                """);
        assertEquals(new KeepAlive(Duration.ofSeconds(30), 4), resolve("ssh://slow").keepAlive());
        assertEquals(KeepAlive.DEFAULT, resolve("ssh://off").keepAlive());
        assertEquals(KeepAlive.DEFAULT, resolve("ssh://other").keepAlive());
        assertEquals(new KeepAlive(Duration.ofSeconds(40), 3), resolve("ssh://slow?alive=120").keepAlive());
        assertEquals(new KeepAlive(Duration.ofSeconds(1), 1), resolve("ssh://slow?alive=1").keepAlive());
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://odd")).getMessage()
                .contains("ServerAliveInterval=1m"));
        assertTrue(assertThrows(TargetException.class, () -> resolve("ssh://slow?alive=3601")).getMessage()
                .contains("alive=3601"));
    }
}
