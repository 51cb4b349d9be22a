/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** Zstandard frames expanded (RFC 8878), on java.base alone. */
@NonNullByDefault
package io.kprobestudio.decoder.internal.zstd;

import org.eclipse.jdt.annotation.NonNullByDefault;
