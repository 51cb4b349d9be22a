/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

/** What goes wrong with a recording on a board. */
enum Fault {
    /** Both connections of a proxy are reset. */
    CUT,
    /** A proxy lets nothing through any more. */
    STALLED,
    /** A proxy delays each piece by up to 80 ms, some by up to 800: the recording ends in good order. */
    BAD_LINK,
    /** The board's own kernel delays, loses and reorders packets both ways (netem): the recording ends in good order. */
    NETEM,
    /** The server's process for us is killed on the board. */
    SSHD,
    /** Our process is killed. */
    KILLED,
    /** The board's reset button. */
    RESET;

    /** Whether a recording lives through it. */
    boolean isSurvived() {
        return this == BAD_LINK || this == NETEM;
    }
}
