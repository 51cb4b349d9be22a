/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Files, programs and drains by nothing but a remote {@code sh} and its streams; knows nothing of SSH.
 */
@NonNullByDefault
package io.kprobestudio.target.ssh.internal.shell;

import org.eclipse.jdt.annotation.NonNullByDefault;
