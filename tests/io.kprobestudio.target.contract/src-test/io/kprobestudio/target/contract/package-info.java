/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** What every provider of targets must do, as one test that runs over each of them. */
@NonNullByDefault
package io.kprobestudio.target.contract;

import org.eclipse.jdt.annotation.NonNullByDefault;
