/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** Probes on the kernel's source: made from the line or name at the caret of a text editor, and from an event back to its line. */
@NonNullByDefault
package io.kprobestudio.ui.probes.internal.source;

import org.eclipse.jdt.annotation.NonNullByDefault;
