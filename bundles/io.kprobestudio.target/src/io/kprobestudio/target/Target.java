/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** A machine whose kernel can be probed. Holds no resources: only {@link #connect} does. Thread-safe. */
public interface Target {

    /** Where the target is. */
    TargetAddress address();

    /**
     * Connects. May take seconds; runs on the caller's thread.
     *
     * @param prompter answers what only a person can answer
     * @param progress told what is being done, and asked whether to go on
     * @return a connection, which the caller closes
     * @throws AuthenticationException when the target refuses us, or is not the machine that it was
     * @throws LinkException when the target cannot be reached
     * @throws CancelledException when the user cancelled
     * @throws TargetException when something else is in the way
     */
    Connection connect(Prompter prompter, Progress progress) throws TargetException;
}
