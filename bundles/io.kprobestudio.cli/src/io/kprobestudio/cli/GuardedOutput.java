/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;

import org.eclipse.jdt.annotation.Nullable;

/** Knows whether it was writing that failed. */
final class GuardedOutput extends OutputStream {

    private final OutputStream out;
    private boolean closed;

    GuardedOutput(OutputStream out) {
        this.out = out;
    }

    /** Whether whoever reads went away. */
    boolean isClosed() {
        return closed;
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
            closed = true;
            throw broken;
        }
    }
}
