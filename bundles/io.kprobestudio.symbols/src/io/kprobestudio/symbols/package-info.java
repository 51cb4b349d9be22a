/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Debug information of kernels and modules: from a place in the source and its variables to a place in the machine code and
 * fetch arguments, and back.
 *
 * <p>{@link io.kprobestudio.symbols.DebugInfo} opens an ELF file with DWARF 4 or 5. What cannot be read is told by
 * {@link io.kprobestudio.symbols.DebugInfoException}; what cannot be probed (optimised out, in no register) is told with its
 * reason. {@link io.kprobestudio.symbols.BtfInfo} does as much as a kernel's own types allow. Foreign bytes are never trusted:
 * offsets and counts are checked against the file's size.
 */
@NonNullByDefault
package io.kprobestudio.symbols;

import org.eclipse.jdt.annotation.NonNullByDefault;
