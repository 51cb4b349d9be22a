/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Probes for boards without a link: written down for a shell, the kernel's command line, the boot configuration or perf.
 * What a form cannot say is refused with the reason, never left out.
 */
@NonNullByDefault
package io.kprobestudio.registry.export;

import org.eclipse.jdt.annotation.NonNullByDefault;
