/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The events view and the commands that record. UI thread only. */
@NonNullByDefault
package io.kprobestudio.ui.events.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
