/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Who we are and who the board is: keys, agent, passwords, known hosts.
 */
@NonNullByDefault
package io.kprobestudio.target.ssh.internal.keys;

import org.eclipse.jdt.annotation.NonNullByDefault;
