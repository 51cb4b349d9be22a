/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** The rules on who may import what, kept as one table, and the tests that hold every manifest against it. */
@NonNullByDefault
package io.kprobestudio.architecture;

import org.eclipse.jdt.annotation.NonNullByDefault;
