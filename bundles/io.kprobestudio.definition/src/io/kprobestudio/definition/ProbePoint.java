/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.Nullable;

/** Where a probe sits. */
public sealed interface ProbePoint {
    /**
     * A symbol.
     *
     * @param module the module's name, null where none is given
     * @param name the symbol's name without module
     * @param offset bytes from it
     */
    record Symbol(@Nullable String module, String name, long offset) implements ProbePoint {
        /** As written before the offset: {@code MODULE:NAME} or {@code NAME}. */
        public String qualifiedName() {
            return module == null ? name : module + ":" + name;
        }
    }

    /** An address; valid until the next boot at most. */
    record Address(long value) implements ProbePoint {
    }

    /** A tracepoint by its name, without {@code __tracepoint_}. */
    record Tracepoint(String name) implements ProbePoint {
    }

    /** The event that an event probe is attached to. */
    record AttachedEvent(String system, String event, @Nullable String filter) implements ProbePoint {
    }
}
