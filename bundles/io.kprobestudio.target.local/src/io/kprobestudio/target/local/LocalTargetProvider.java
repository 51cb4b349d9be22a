/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.local.internal.LocalTarget;

/** This machine, {@code local:}. Linux only; tracefs wants root, or a user that was given access to it. */
public final class LocalTargetProvider implements TargetProvider {

    @Override
    public String scheme() {
        return "local";
    }

    @Override
    public String label() {
        return "This machine";
    }

    @Override
    public Target target(TargetAddress address) throws TargetException {
        if (!address.name().isEmpty() || !address.options().isEmpty()) {
            throw new TargetException("this machine is written as local: and nothing behind it, target=" + address);
        }
        return new LocalTarget(address);
    }
}
