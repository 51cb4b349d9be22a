/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/** A server that knows nothing better than SHA-1, as those of boards of 2013: OpenSSH's, told to offer nothing else. */
public class LegacyServerTest {

    private static final String[] ALL = { "KexAlgorithms diffie-hellman-group14-sha1", "HostKeyAlgorithms ssh-rsa",
            "PubkeyAcceptedAlgorithms ssh-rsa", "MACs hmac-sha1", "Ciphers aes128-ctr" };
    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer(ALL);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private String address(OpenSshServer server, String more) {
        return "ssh://root@127.0.0.1:%d?identity=%s&known_hosts=%s&strict=accept-new%s".formatted(server.port(),
                server.file("id_rsa"), temporary.getRoot().toPath().resolve("known"), more);
    }

    private static String connect(String address) throws TargetException {
        try (Connection connection = new SshTargetProvider().target(TargetAddress.parse(address))
                .connect(Prompter.NOBODY, Progress.NONE)) {
            assertTrue(connection.exists("/proc/version"));
            return connection.description();
        }
    }

    private Path config(String lines) throws Exception {
        return Files.writeString(temporary.getRoot().toPath().resolve("config"), "Host 127.0.0.1\n" + lines);
    }

    @Test
    public void shouldRefuseAndSayWhatMendsItWhenServerHasOnlySha1() {
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(address(SERVER, "&config=none")));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message,
                message.startsWith("no common ground with the SSH server of root@127.0.0.1:" + SERVER.port()));
        assertTrue(message, message.contains("server: diffie-hellman-group14-sha1"));
        assertTrue(message, message.contains("put legacy=yes behind the address"));
    }

    @Test
    public void shouldConnectAndWarnWhenAddressAllowsIt() throws Exception {
        String description = connect(address(SERVER, "&config=none&legacy=yes"));
        assertTrue(description, description.contains("with SHA-1 allowed: the board's identity is not certain"));
    }

    @Test
    public void shouldConnectWhenConfigurationOfThisHostAllowsIt() throws Exception {
        Path config = config("""
                  KexAlgorithms +diffie-hellman-group14-sha1
                  HostKeyAlgorithms +ssh-rsa
                  PubkeyAcceptedKeyTypes ^ssh-rsa
                  MACs +hmac-sha1
                """);
        assertTrue(connect(address(SERVER, "&config=" + config)).contains("with SHA-1 allowed"));
    }

    @Test
    public void shouldRefuseEachOfThemWhenOnlyThatOneIsNotAllowed() throws Exception {
        List<String> lines = List.of("KexAlgorithms +diffie-hellman-group14-sha1", "HostKeyAlgorithms +ssh-rsa",
                "PubkeyAcceptedAlgorithms ^ssh-rsa", "MACs +hmac-sha1");
        for (String left : lines) {
            Path config = config(String.join("\n", lines.stream().filter(line -> !line.equals(left)).toList()) + "\n");
            AuthenticationException refused = assertThrows(left, AuthenticationException.class,
                    () -> connect(address(SERVER, "&config=" + config)));
            assertFalse(left, String.valueOf(refused.getMessage()).isEmpty());
        }
    }

    @Test
    public void shouldSaySoWhenConfigurationLeavesNothing() throws Exception {
        Path config = config("Ciphers nosuch\n");
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(address(SERVER, "&config=" + config)));
        assertTrue(refused.getMessage(), String.valueOf(refused.getMessage()).startsWith(
                "Ciphers of the SSH configuration leaves nothing to offer: host=127.0.0.1 value=nosuch"));
    }
}
