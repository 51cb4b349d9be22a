/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The connection to the simulated machine, and where a named one keeps its state. */
@NonNullByDefault
package io.kprobestudio.target.simulated.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
