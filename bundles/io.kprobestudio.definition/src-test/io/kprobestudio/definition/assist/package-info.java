/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** Tests of what an editor of definitions shows and offers. */
@NonNullByDefault
package io.kprobestudio.definition.assist;

import org.eclipse.jdt.annotation.NonNullByDefault;
