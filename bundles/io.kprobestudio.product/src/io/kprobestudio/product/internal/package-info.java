/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

@NonNullByDefault
package io.kprobestudio.product.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
