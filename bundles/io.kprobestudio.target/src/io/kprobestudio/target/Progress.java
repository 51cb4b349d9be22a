/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** How long work tells what it does and learns that it should stop. Called on the worker's thread. */
public interface Progress {

    /** Reports nothing and never cancels. */
    Progress NONE = new Progress() {

        @Override
        public void report(String step) {
            // nobody listens
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** Tells the step that begins now, in a few words. */
    void report(String step);

    /**
     * Tells that a step on the way to a target is done. Called on the worker's thread or one of the provider's own.
     *
     * @param step which one, of {@link Target#steps}
     * @param found what was found, in a line, such as an address or a fingerprint
     */
    default void reached(ConnectStep step, String found) {
        // most listeners want to know of steps before they are done
    }

    /** Whether the user wants the work to stop. */
    boolean isCancelled();

    /**
     * Throws when the user wants the work to stop.
     *
     * @param what the work, for the message
     * @throws CancelledException when {@link #isCancelled}
     */
    default void check(String what) throws CancelledException {
        if (isCancelled()) {
            throw new CancelledException(what + " was cancelled");
        }
    }
}
