/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;

/** The tracers' own records, which the kernel prints by code of its own ({@code kernel/trace/trace_output.c}). */
final class FtraceBodies {

    private FtraceBodies() {
    }

    static @Nullable Body of(EventFormat format, TraceMetadata metadata) {
        return null;
    }
}
