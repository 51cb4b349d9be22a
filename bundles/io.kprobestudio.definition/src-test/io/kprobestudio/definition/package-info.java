/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** Tests of definitions, dialects and verdicts. */
@NonNullByDefault
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.NonNullByDefault;
