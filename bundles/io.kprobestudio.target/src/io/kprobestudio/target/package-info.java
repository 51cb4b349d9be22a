/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * What a target is: a machine whose kernel can be probed, reached through a connection that reads and writes its files,
 * runs its programs and drains its ring buffer.
 *
 * <p>The package says nothing of how a target is reached. Providers ({@link io.kprobestudio.target.TargetProvider}) do:
 * one for a simulated kernel, one for this machine, one for a board over SSH, and whatever others are installed. A
 * provider registers itself as an OSGi service, or by {@link java.util.ServiceLoader} on a plain class path.
 *
 * <p>Threads: a {@link io.kprobestudio.target.Connection} may be used by several threads at once. Every call that waits
 * for the target can be ended from another thread by closing the connection; the waiting call then throws
 * {@link io.kprobestudio.target.LinkException}. Nothing in this package or behind it opens a window or reads a terminal:
 * what only a person can answer is asked through {@link io.kprobestudio.target.Prompter}.
 */
@NonNullByDefault
package io.kprobestudio.target;

import org.eclipse.jdt.annotation.NonNullByDefault;
