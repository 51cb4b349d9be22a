/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * OpenSSH's client configuration.
 */
@NonNullByDefault
package io.kprobestudio.target.ssh.internal.config;

import org.eclipse.jdt.annotation.NonNullByDefault;
