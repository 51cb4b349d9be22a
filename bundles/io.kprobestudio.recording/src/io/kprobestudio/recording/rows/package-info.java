/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The events of a recording as numbered rows: read where they are, chosen by a filter, counted, and put into words. */
@NonNullByDefault
package io.kprobestudio.recording.rows;

import org.eclipse.jdt.annotation.NonNullByDefault;
