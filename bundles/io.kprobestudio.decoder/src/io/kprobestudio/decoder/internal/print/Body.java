/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

/** Prints what follows the time stamp of one kind of event: its name, its text and a newline. */
public abstract class Body {

    /** Bytes that a record must have at least. */
    public abstract int minimum();

    /** Appends to the frame's output. */
    public abstract void print(Frame frame);
}
