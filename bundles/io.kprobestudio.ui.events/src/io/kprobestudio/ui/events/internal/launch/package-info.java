/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The launch configuration "Record Probes": its attributes, its tab, and what runs it. UI thread only, but for what runs it. */
@NonNullByDefault
package io.kprobestudio.ui.events.internal.launch;

import org.eclipse.jdt.annotation.NonNullByDefault;
