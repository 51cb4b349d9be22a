/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/**
 * The contract on a board that runs, whose address the system property {@code kps.board.address} holds. Not named a test, so
 * that it runs only where somebody names it.
 */
public class BoardTarget extends LinuxTargetContract {

    @Override
    protected Target target() throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse(System.getProperty("kps.board.address", "")));
    }

    @Override
    protected boolean hasKprobes() {
        return true;
    }
}
