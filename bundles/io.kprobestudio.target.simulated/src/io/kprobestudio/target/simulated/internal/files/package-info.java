/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The files of the simulated machine: tracefs, kprobes in debugfs, proc, and a small root file system. */
@NonNullByDefault
package io.kprobestudio.target.simulated.internal.files;

import org.eclipse.jdt.annotation.NonNullByDefault;
