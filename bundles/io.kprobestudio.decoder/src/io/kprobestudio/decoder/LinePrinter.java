/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;

import org.eclipse.jdt.annotation.Nullable;

/** Prints lines; on a terminal with control bytes escaped, and without addresses where that is wanted. For one thread. */
final class LinePrinter {

    private final KernelText text;
    private final boolean escape;
    private final @Nullable Redaction redaction;
    private final TextBuffer line = new TextBuffer(512);
    private final TextBuffer redacted = new TextBuffer(512);

    LinePrinter(TraceMetadata metadata, TextOptions options) {
        this(new KernelText(metadata), options.escape(), options.redact() ? Redaction.of(metadata) : null);
    }

    private LinePrinter(KernelText text, boolean escape, @Nullable Redaction redaction) {
        this.text = text;
        this.escape = escape;
        this.redaction = redaction;
    }

    /** A printer for another thread. */
    LinePrinter another() {
        return new LinePrinter(text.another(), escape, redaction);
    }

    void line(int cpu, long time, ByteBuffer buffer, int offset, int length, TextBuffer out) {
        Redaction hiding = redaction;
        if (!escape && hiding == null) {
            text.line(cpu, time, buffer, offset, length, out);
            return;
        }
        line.clear();
        if (hiding == null) {
            text.line(cpu, time, buffer, offset, length, line);
        } else {
            text.head(cpu, time, buffer, offset, length, line);
            redacted.clear();
            text.body(buffer, offset, length, redacted);
            hiding.text(redacted, 0, line);
        }
        if (escape) {
            SafeText.escape(line, out);
        } else {
            out.put(line.array(), 0, line.size());
        }
    }
}
