/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.internal.elf.ElfFile;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** How an architecture's DWARF register numbers are written in fetch arguments. */
enum Machine {
    ARM(ElfFile.EM_ARM,
            List.of("%r0", "%r1", "%r2", "%r3", "%r4", "%r5", "%r6", "%r7", "%r8", "%r9", "%r10", "%fp", "%ip",
                    "%sp", "%lr", "%pc")),
    ARM64(ElfFile.EM_AARCH64,
            List.of("%x0", "%x1", "%x2", "%x3", "%x4", "%x5", "%x6", "%x7", "%x8", "%x9", "%x10", "%x11",
                    "%x12", "%x13", "%x14", "%x15", "%x16", "%x17", "%x18", "%x19", "%x20", "%x21", "%x22", "%x23",
                    "%x24", "%x25",
                    "%x26", "%x27", "%x28", "%x29", "%lr", "%sp")),
    X86(ElfFile.EM_386, List.of("%ax", "%cx", "%dx", "%bx", "%sp", "%bp", "%si", "%di")),
    X86_64(ElfFile.EM_X86_64,
            List.of("%ax", "%dx", "%cx", "%bx", "%si", "%di", "%bp", "%sp", "%r8", "%r9", "%r10", "%r11",
                    "%r12", "%r13", "%r14", "%r15"));

    private final int elf;
    private final List<String> registers;

    Machine(int elf, List<String> registers) {
        this.elf = elf;
        this.registers = registers;
    }

    static @Nullable Machine of(int elf) {
        for (Machine machine : values()) {
            if (machine.elf == elf) {
                return machine;
            }
        }
        return null;
    }

    /** The register of that DWARF number; null where fetch arguments have no name for it. */
    @Nullable
    String register(long number) {
        return number < 0 || number >= registers.size() ? null : registers.get((int) number);
    }
}
