/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** Sets of probes that come with the suite, as far as a kernel has their places. */
@NonNullByDefault
package io.kprobestudio.registry.library;

import org.eclipse.jdt.annotation.NonNullByDefault;
