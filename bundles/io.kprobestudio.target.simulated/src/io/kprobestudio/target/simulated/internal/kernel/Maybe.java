/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import org.eclipse.jdt.annotation.Nullable;

/** Says that what a collection gives may be null, which the types of java.util do not tell the null analysis. */
public final class Maybe {

    private Maybe() {
    }

    /** The value itself. */
    public static <T> @Nullable T of(@Nullable T value) {
        return value;
    }
}
