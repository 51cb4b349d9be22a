/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * This machine's files, programs and ring buffer, by {@code java.nio} and processes.
 */
@NonNullByDefault
package io.kprobestudio.target.local.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
