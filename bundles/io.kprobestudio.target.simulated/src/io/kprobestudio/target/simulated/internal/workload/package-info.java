/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** What runs on the simulated machine: tasks, their system calls, interrupts, and the programs that a user starts. */
@NonNullByDefault
package io.kprobestudio.target.simulated.internal.workload;

import org.eclipse.jdt.annotation.NonNullByDefault;
