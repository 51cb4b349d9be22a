/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Typed tracefs over a connection: the control file of the probes, tracing instances, the event directory, the probes'
 * profile, the error log, and the description of a target's kernel.
 *
 * <p>{@link io.kprobestudio.tracefs.Tracefs} and {@link io.kprobestudio.tracefs.TraceInstance} are thin: each call is one
 * operation on the target, done on the caller's thread, and nothing is remembered between calls. The rest are values
 * parsed from what the kernel prints; a line that makes no sense is left out, never guessed at.
 */
@NonNullByDefault
package io.kprobestudio.tracefs;

import org.eclipse.jdt.annotation.NonNullByDefault;
