/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Boards over SSH: {@code ssh://[user@]host[:port]}. Nothing is installed on the board.
 */
@NonNullByDefault
package io.kprobestudio.target.ssh;

import org.eclipse.jdt.annotation.NonNullByDefault;
