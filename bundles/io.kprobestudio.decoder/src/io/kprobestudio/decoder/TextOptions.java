/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/**
 * How a recording's text is written.
 *
 * @param threads    that print, 1 or more; the order of lines does not depend on it
 * @param escape     whether control bytes are escaped, for a terminal; the kernel's own bytes otherwise
 * @param lostEvents whether a line tells where the kernel lost events, as {@code trace_pipe} does
 * @param redact     whether the kernel's addresses are hidden
 */
public record TextOptions(int threads, boolean escape, boolean lostEvents, boolean redact) {

    /** The kernel's own bytes, for a file or pipe, by all processors. */
    public static final TextOptions EXACT = new TextOptions(Runtime.getRuntime().availableProcessors(), false, false);

    /** Options that hide nothing. */
    public TextOptions(int threads, boolean escape, boolean lostEvents) {
        this(threads, escape, lostEvents, false);
    }

    /** Checks the number of threads. */
    public TextOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads);
        }
    }
}
