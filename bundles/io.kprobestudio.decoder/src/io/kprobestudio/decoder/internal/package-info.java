/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** What the decoder's own packages share. */
@NonNullByDefault
package io.kprobestudio.decoder.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
