/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** ELF: sections, symbols, relocations, build id. */
@NonNullByDefault
package io.kprobestudio.symbols.internal.elf;

import org.eclipse.jdt.annotation.NonNullByDefault;
