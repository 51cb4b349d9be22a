/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;

/** System calls, which the kernel prints by code of its own ({@code kernel/trace/trace_syscalls.c}). */
final class SyscallBodies {

    private SyscallBodies() {
    }

    static Body of(EventFormat format, TraceMetadata metadata) {
        return new BodyCompiler.FieldList(format, metadata);
    }
}
