/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/** The contract on a board that lies in a network of its own, which a jump host leads to and no route. */
public class JumpHostTargetTest extends LinuxTargetContract {

    private static final FencedNetwork NETWORK = new FencedNetwork();
    private static final OpenSshServer GATE = new OpenSshServer(NETWORK.inGate(),
            "ListenAddress " + NETWORK.gateAddress());
    private static final OpenSshServer SERVER = new OpenSshServer(NETWORK.inside(),
            "ListenAddress " + NETWORK.boardAddress());
    private static final TemporaryFolder FOLDER = new TemporaryFolder();

    @ClassRule
    public static final RuleChain ALL = RuleChain.outerRule(NETWORK).around(GATE).around(SERVER).around(FOLDER);

    @Override
    protected Target target() throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse("ssh://board?config=" + config("ProxyJump gate")));
    }

    private static Path config(String way) {
        Path folder = FOLDER.getRoot().toPath();
        try {
            Path known = Files.writeString(folder.resolve("known_hosts"), SERVER.hostLine("the-board")
                    + GATE.hostLine("[" + NETWORK.gateAddress() + "]:" + GATE.port()));
            return Files.writeString(folder.resolve("config"), """
                    Host board
                      HostName %s
                      Port %d
                      User root
                      HostKeyAlias the-board
                      IdentityFile %s
                      %s
                    Host gate
                      HostName %s
                      Port %d
                      User root
                      IdentityFile %s
                    Host *
                      UserKnownHostsFile %s
                      StrictHostKeyChecking yes
                    """.formatted(NETWORK.boardAddress(), SERVER.port(), SERVER.file("id_ed25519"), way,
                    NETWORK.gateAddress(), GATE.port(), GATE.file("id_ed25519"), known));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    public void shouldTellTheHopsWhenThereIsAJumpHost() {
        assertTrue(connection().description(), connection().description().endsWith("jump hosts: 1"));
    }

    @Test
    public void shouldNotReachTheBoardWhenNoJumpHostIsNamed() throws Exception {
        Target straight = new SshTargetProvider()
                .target(TargetAddress.parse("ssh://board?config=" + config("ConnectTimeout 5")));
        LinkException failure = assertThrows(LinkException.class,
                () -> straight.connect(Prompter.NOBODY, Progress.NONE));
        assertTrue(failure.getMessage(), failure.getMessage().startsWith("root@" + NETWORK.boardAddress() + ":"
                + SERVER.port() + " cannot be reached: reason="));
    }
}
