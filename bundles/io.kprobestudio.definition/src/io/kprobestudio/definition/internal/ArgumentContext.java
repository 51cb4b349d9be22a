/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.EventLayout;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What the arguments of one command may refer to.
 *
 * @param returns whether the probe is at a function's return
 * @param entry whether it is at a function's entry
 * @param tracepoint whether it is at a tracepoint, whose first argument is hidden
 * @param registers whether there are registers
 * @param function the function whose prototype names the arguments, null where there is none
 * @param attached the event that an event probe is attached to, null for other probes
 */
record ArgumentContext(boolean returns, boolean entry, boolean tracepoint, boolean registers,
        @Nullable BtfFunction function, @Nullable EventLayout attached) {
    boolean eventProbe() {
        return attached != null;
    }
}
