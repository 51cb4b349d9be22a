/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.elf;

import java.nio.ByteBuffer;

/** Applies the absolute relocations that debug sections of kernel modules have; others are left alone. */
final class Relocations {
    private static final int R_ARM_ABS32 = 2;
    private static final int R_386_32 = 1;
    private static final int R_X86_64_64 = 1;
    private static final int R_X86_64_32 = 10;
    private static final int R_X86_64_32S = 11;
    private static final int R_AARCH64_ABS64 = 257;
    private static final int R_AARCH64_ABS32 = 258;

    private Relocations() {
    }

    static void apply(ByteBuffer target, ByteBuffer relocations, ByteBuffer symbols, boolean explicit, boolean wide,
            int machine, long[] bases) {
        int entry = wide ? explicit ? 24 : 16 : explicit ? 12 : 8;
        for (int at = 0; at + entry <= relocations.capacity(); at += entry) {
            long offset = wide ? relocations.getLong(at) : relocations.getInt(at) & 0xffffffffL;
            long info = wide ? relocations.getLong(at + 8) : relocations.getInt(at + 4) & 0xffffffffL;
            int type = (int) (wide ? info : info & 0xff);
            long symbol = wide ? info >>> 32 : info >>> 8;
            int size = size(type, machine);
            if (size == 0 || offset < 0 || offset + size > target.capacity()) {
                continue;
            }
            int place = (int) offset;
            long addend = explicit ? wide ? relocations.getLong(at + 16) : relocations.getInt(at + 8)
                    : size == 8 ? target.getLong(place) : target.getInt(place);
            long value = addend + SymbolTable.value(symbols, symbol, wide, bases);
            if (size == 8) {
                target.putLong(place, value);
            } else {
                target.putInt(place, (int) value);
            }
        }
    }

    private static int size(int type, int machine) {
        return switch (machine) {
        case ElfFile.EM_ARM -> type == R_ARM_ABS32 ? 4 : 0;
        case ElfFile.EM_386 -> type == R_386_32 ? 4 : 0;
        case ElfFile.EM_X86_64 -> type == R_X86_64_64 ? 8 : type == R_X86_64_32 || type == R_X86_64_32S ? 4 : 0;
        case ElfFile.EM_AARCH64 -> type == R_AARCH64_ABS64 ? 8 : type == R_AARCH64_ABS32 ? 4 : 0;
        default -> 0;
        };
    }
}
