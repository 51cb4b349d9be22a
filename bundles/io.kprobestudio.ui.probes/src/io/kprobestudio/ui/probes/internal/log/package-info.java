/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The view of what was done to the selected target. */
@NonNullByDefault
package io.kprobestudio.ui.probes.internal.log;

import org.eclipse.jdt.annotation.NonNullByDefault;
