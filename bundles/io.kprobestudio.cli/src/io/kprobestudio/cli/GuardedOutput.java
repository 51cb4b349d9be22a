/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;

import org.eclipse.jdt.annotation.Nullable;

/** Remembers that writing failed: what a command was about to print is not all there then. For one thread at a time. */
final class GuardedOutput extends OutputStream {

    private final OutputStream out;
    private @Nullable IOException failure;

    GuardedOutput(OutputStream out) {
        this.out = out;
    }

    /** Why writing failed for the first time, or null when it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{ (byte) b }, 0, 1);
    }

    @Override
    public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException broken) {
            throw noted(broken);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException broken) {
            throw noted(broken);
        }
    }

    private IOException noted(IOException broken) {
        failure = failure == null ? broken : failure;
        return broken;
    }
}
