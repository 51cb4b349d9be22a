/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A program that runs on the target. Its streams are read and written by the caller's threads. */
public interface TargetProcess extends AutoCloseable {

    /** The process number on the target, where it is known. Children of it may have others. */
    OptionalLong pid();

    /** What the program reads. */
    OutputStream input();

    /** What the program prints. */
    InputStream output();

    /** What the program prints as messages. */
    InputStream errors();

    /**
     * Waits for the program's end.
     *
     * @param timeout how long to wait at the most
     * @return the exit code (128 + the signal's number for one that was killed), or nothing when it still runs
     * @throws LinkException when the link broke
     * @throws InterruptedException when the waiting thread was interrupted
     */
    OptionalInt await(Duration timeout) throws LinkException, InterruptedException;

    /** Ends the program, if it still runs, and frees its streams. Never throws; closing twice is harmless. */
    @Override
    void close();
}
