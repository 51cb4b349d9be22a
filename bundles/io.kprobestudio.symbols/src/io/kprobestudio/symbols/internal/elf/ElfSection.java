/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.elf;

/**
 * A section's header.
 *
 * @param name its name
 * @param type sh_type
 * @param flags sh_flags
 * @param address where it is in memory; 0 in a relocatable file
 * @param offset where its bytes are in the file
 * @param size how many bytes it has
 * @param link sh_link
 * @param info sh_info
 */
public record ElfSection(String name, int type, long flags, long address, long offset, long size, int link, int info) {
}
