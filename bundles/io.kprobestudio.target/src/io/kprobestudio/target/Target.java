/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.List;

/** A machine whose kernel can be probed. Holds no resources: only {@link #connect} does. Thread-safe. */
public interface Target {

    /** Where the target is. */
    TargetAddress address();

    /** The steps that {@link #connect} tells its progress of when they are done, in their order. */
    default List<ConnectStep> steps() {
        return List.of();
    }

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

    /**
     * Replaces the host key that is known of this target by the one that it shows now, after a person saw both fingerprints:
     * for a board that was set up anew. Nobody logs in; what is known of other machines stays.
     *
     * @param expected the fingerprint that the new key must have, such as {@code SHA256:…}, by which nobody is asked; empty to
     *        ask
     * @param prompter asked whether the key shall be replaced, and what jump hosts want to know
     * @param progress told what is being done, and asked whether to go on
     * @return what was done, in words; nothing was done when the key is the known one
     * @throws AuthenticationException when the person declined, the key has another fingerprint, or the file that knows
     *         it cannot be written
     * @throws TargetException when the target has no host key or cannot be reached
     */
    default String renewHostKey(String expected, Prompter prompter, Progress progress) throws TargetException {
        throw new TargetException("this kind of target has no host key: target=" + address());
    }
}
