/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.local.LocalTargetProvider;

/** The contract on this machine, as root, with its tracefs mounted. */
public class LocalTargetTest extends LinuxTargetContract {

    @Override
    protected Target target() throws TargetException {
        return new LocalTargetProvider().target(TargetAddress.parse("local:"));
    }
}
