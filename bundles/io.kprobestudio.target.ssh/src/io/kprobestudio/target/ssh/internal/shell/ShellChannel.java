/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.io.InputStream;
import java.io.OutputStream;

/** The streams of a program that runs on the board. */
public interface ShellChannel extends AutoCloseable {

    /** What the program reads; written data leaves when flushed. */
    OutputStream input();

    /** What the program prints; reading makes room for more. */
    InputStream output();

    /** What the program prints as messages. */
    InputStream errors();

    /** Ends the program's streams. Never throws; closing twice is harmless; ends a read that waits. */
    @Override
    void close();
}
