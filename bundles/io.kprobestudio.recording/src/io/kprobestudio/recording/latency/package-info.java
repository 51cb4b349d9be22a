/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** How long calls took: the records of probes on a function's entry and return, paired. */
@NonNullByDefault
package io.kprobestudio.recording.latency;

import org.eclipse.jdt.annotation.NonNullByDefault;
