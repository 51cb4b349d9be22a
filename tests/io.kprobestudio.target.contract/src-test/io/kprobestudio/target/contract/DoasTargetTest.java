/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import org.junit.BeforeClass;
import org.junit.ClassRule;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/**
 * The contract as a user who is not root, and for whom {@code doas} wants a password: files, programs, drains and what the
 * target does by itself when we are gone.
 */
public class DoasTargetTest extends OpenSshTargetTest {

    @ClassRule
    public static final BoardUser USER = new BoardUser();

    @BeforeClass
    public static void allow() throws Exception {
        USER.doas("permit %s as root");
    }

    @Override
    protected Target target() throws TargetException {
        return Person.answering(
                new SshTargetProvider()
                        .target(TargetAddress.parse(SERVER.address(USER, "id_ed25519") + "&become=doas")),
                USER.password());
    }
}
