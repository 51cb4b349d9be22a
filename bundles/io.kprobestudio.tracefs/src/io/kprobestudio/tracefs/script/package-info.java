/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Raw operations on a target's tracefs, one a line, each answered by a JSON object: how a simulated kernel is compared with a
 * real one, and what {@code kprobes tracefs} reads from its standard input.
 */
@NonNullByDefault
package io.kprobestudio.tracefs.script;

import org.eclipse.jdt.annotation.NonNullByDefault;
