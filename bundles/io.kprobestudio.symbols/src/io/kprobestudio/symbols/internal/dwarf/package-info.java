/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * DWARF 4 and 5 as GCC and Clang emit it for kernels. Offsets are ints: a section of more than 2 GiB is refused when the file is
 * opened. Readers are immutable after construction and may be used by several threads.
 */
@NonNullByDefault
package io.kprobestudio.symbols.internal.dwarf;

import org.eclipse.jdt.annotation.NonNullByDefault;
