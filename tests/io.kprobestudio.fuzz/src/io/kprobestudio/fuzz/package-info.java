/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** Coverage-guided fuzzers of what reads foreign bytes: definitions and recordings. */
@NonNullByDefault
package io.kprobestudio.fuzz;

import org.eclipse.jdt.annotation.NonNullByDefault;
