/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** The stages of a recording between the target's drain and what views pull. */
@NonNullByDefault
package io.kprobestudio.recording.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
