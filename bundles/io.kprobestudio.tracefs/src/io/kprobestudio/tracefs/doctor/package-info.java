/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Says whether a target is ready to be probed, and what mends what is missing. It only reads; the one thing that it does
 * beyond is opening {@code kprobe_events} for appending and writing nothing.
 */
@NonNullByDefault
package io.kprobestudio.tracefs.doctor;

import org.eclipse.jdt.annotation.NonNullByDefault;
