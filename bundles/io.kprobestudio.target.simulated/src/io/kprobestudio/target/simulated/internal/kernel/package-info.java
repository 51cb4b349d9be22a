/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** A kernel whose kprobe events, ring buffers and trace events behave as those of trace_kprobe.c; confined to one lock. */
@NonNullByDefault
package io.kprobestudio.target.simulated.internal.kernel;

import org.eclipse.jdt.annotation.NonNullByDefault;
