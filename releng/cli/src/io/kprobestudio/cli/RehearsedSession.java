/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;

import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.target.ssh.internal.keys.JdkEdDsa;
import io.kprobestudio.tracefs.DescriptionCache;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;

/**
 * The rehearsal for commands that go to a board: a session with a server in this process, which lets in nobody but who holds a
 * key that is made for it, and is gone after it. Of its own, since a virtual machine readies all classes of its archive, and
 * other commands need none of these. Its argument is an empty folder.
 */
public final class RehearsedSession {

    /** Often enough for what carries bytes to run hot. */
    private static final int READINGS = 5;

    private RehearsedSession() {
    }

    /** Prints nothing. */
    public static void main(String[] folder) throws IOException, GeneralSecurityException, TargetException {
        try {
            Rehearsal.run("check", "-");
            hold(Path.of(folder[0]));
        } finally {
            // The server's threads may linger
            System.exit(0);
        }
    }

    /** Connects, asks for what each session asks for, and ends. */
    private static void hold(Path folder) throws IOException, GeneralSecurityException, TargetException {
        // Of the type that most servers show, and most people have
        JdkEdDsa.register();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        KeyPair host = generator.generateKeyPair();
        KeyPair user = generator.generateKeyPair();
        Path key = folder.resolve("id");
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, "rehearsal", null, out);
        }
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(host));
            server.setPublickeyAuthenticator(
                    (name, offered, session) -> KeyUtils.compareKeys(offered, user.getPublic()));
            server.setCommandFactory((channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command)
                    .createShell(channel));
            server.start();
            String address = "ssh://me@127.0.0.1:%d?identity=%s&known_hosts=%s&config=none&strict=accept-new"
                    .formatted(server.getPort(), key, folder.resolve("known_hosts"));
            try (Connection connection = TargetProviders.onClassPath().target(address).connect(Prompter.NOBODY,
                    Progress.NONE)) {
                connection.readAll(List.of("/proc/version", "/proc/sys/kernel/*"), Progress.NONE);
                connection.list("/proc/sys");
                connection.start(List.of("true")).close();
                for (int i = 0; i < READINGS; i++) {
                    connection.readAll(List.of("/proc/kallsyms", "/proc/modules"), Progress.NONE);
                    describe(connection, folder.resolve("cache" + i / 2));
                }
            }
            server.stop(true);
        }
    }

    /** Reads what this machine tells of its kernel, into a cache and out of it; not every user of a machine may. */
    private static void describe(Connection connection, Path cache) {
        try {
            DescriptionReader.readFiles(Tracefs.of(connection), new DescriptionCache(cache), Progress.NONE)
                    .description();
        } catch (TargetException none) {
            // What was rehearsed until then is kept all the same
        }
    }
}
