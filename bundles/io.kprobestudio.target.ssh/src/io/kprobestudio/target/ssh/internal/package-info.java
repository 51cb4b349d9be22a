/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Connections over Apache MINA SSHD.
 */
@NonNullByDefault
package io.kprobestudio.target.ssh.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
