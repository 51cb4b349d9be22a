/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The hit counts view. Charts get times, counts and units; style stays here. UI thread only. */
@NonNullByDefault
package io.kprobestudio.ui.charts.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
