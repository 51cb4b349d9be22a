/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** A provider made outside the suite, with its public packages alone. */
@NonNullByDefault
package org.example.kprobes;

import org.eclipse.jdt.annotation.NonNullByDefault;
