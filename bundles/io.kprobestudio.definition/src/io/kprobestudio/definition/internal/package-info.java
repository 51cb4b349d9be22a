/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** How definitions are taken apart and judged; nothing here is API. */
@NonNullByDefault
package io.kprobestudio.definition.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
