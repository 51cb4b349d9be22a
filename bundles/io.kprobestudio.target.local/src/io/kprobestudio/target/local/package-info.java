/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * This machine as a target: {@code local:}.
 */
@NonNullByDefault
package io.kprobestudio.target.local;

import org.eclipse.jdt.annotation.NonNullByDefault;
