/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * A target that is a simulated kernel: {@code sim:[NAME][?kernel=6.1&arch=arm&seed=1&description=D]}. Its kprobe events, ring
 * buffers and trace events, written in Java to the behaviour of {@code kernel/trace/trace_kprobe.c}, are reached through the
 * same tracefs files as those of a board.
 *
 * <p>{@link io.kprobestudio.target.simulated.SimulatedTargetProvider} is the only way in. The options of an address beyond
 * the four above are for tests: {@code time=manual} lets time pass only by
 * {@link io.kprobestudio.target.BoardOperations#run}, and {@link io.kprobestudio.target.simulated.Faults} lists the faults
 * that can be ordered.
 */
@NonNullByDefault
package io.kprobestudio.target.simulated;

import org.eclipse.jdt.annotation.NonNullByDefault;
