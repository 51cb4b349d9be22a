/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import org.junit.rules.ExternalResource;

/** Connects to the simulated target {@code sim:} for each test, and leaves no recording and no probe of ours on it. */
public final class SimulatedTarget extends ExternalResource {

    @Override
    protected void before() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
    }

    @Override
    protected void after() {
        Workbench.clean();
    }
}
