/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;

/** Prints lines, on a terminal with control bytes escaped. For one thread at a time. */
final class LinePrinter {

    private final KernelText text;
    private final boolean escape;
    private final TextBuffer line = new TextBuffer(512);

    LinePrinter(TraceMetadata metadata, boolean escape) {
        this(new KernelText(metadata), escape);
    }

    private LinePrinter(KernelText text, boolean escape) {
        this.text = text;
        this.escape = escape;
    }

    /** A printer for another thread. */
    LinePrinter another() {
        return new LinePrinter(text.another(), escape);
    }

    void line(int cpu, long time, ByteBuffer buffer, int offset, int length, TextBuffer out) {
        if (!escape) {
            text.line(cpu, time, buffer, offset, length, out);
            return;
        }
        line.clear();
        text.line(cpu, time, buffer, offset, length, line);
        SafeText.escape(line, out);
    }
}
