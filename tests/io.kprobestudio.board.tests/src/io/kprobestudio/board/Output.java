/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

/**
 * What a process left behind.
 *
 * @param command what was run, for messages
 * @param status its exit code; 128 + N where signal N ended it
 * @param out its standard output, a byte a character
 * @param err its standard error, a byte a character
 */
record Output(String command, int status, String out, String err) {

    /** Standard output of a command that must have succeeded. */
    String checked() {
        if (status != 0) {
            throw new AssertionError("exit code " + status + " of: " + command + "\n" + out + err);
        }
        return out;
    }

    @Override
    public String toString() {
        return "exit code " + status + " of: " + command + "\n" + out + err;
    }
}
