/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** What only the registry needs to know. */
@NonNullByDefault
package io.kprobestudio.registry.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
