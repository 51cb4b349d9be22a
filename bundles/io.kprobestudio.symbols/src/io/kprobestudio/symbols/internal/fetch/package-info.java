/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** From expressions over variables to fetch arguments, whatever tells the variables' types. */
@NonNullByDefault
package io.kprobestudio.symbols.internal.fetch;

import org.eclipse.jdt.annotation.NonNullByDefault;
