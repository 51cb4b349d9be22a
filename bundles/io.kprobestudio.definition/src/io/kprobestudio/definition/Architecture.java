/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What definitions depend on of a machine: its word, its registers by the names that {@code regs_query_register_offset}
 * knows (arch/ARCH/kernel/ptrace.c), where a function's arguments are, and how large a kernel stack is.
 */
public enum Architecture {
    ARM(32, 8192,
            List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "fp", "ip", "sp", "lr", "pc",
                    "cpsr", "ORIG_r0"),
            Map.of(), List.of("r0", "r1", "r2", "r3"), "r0", "sp", 4),
    ARM64(64, 16384, List.of("x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
            "x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28",
            "x29", "x30", "sp", "pc", "pstate"), Map.of("lr", "x30"),
            List.of("x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"), "x0", "sp", 4),
    X86(32, 8192, List.of("bx", "cx", "dx", "si", "di", "bp", "ax", "ds", "es", "fs", "gs", "orig_ax", "ip", "cs",
            "flags", "sp", "ss"), Map.of(), List.of("ax", "dx", "cx"), "ax", "sp", 1),
    X86_64(64, 16384, List.of("r15", "r14", "r13", "r12", "r11", "r10", "r9", "r8", "bx", "cx", "dx", "si", "di", "bp",
            "ax", "orig_ax", "ip", "cs", "flags", "sp", "ss"), Map.of(), List.of("di", "si", "dx", "cx", "r8", "r9"),
            "ax", "sp", 1),
    /** Any other machine with 32-bit words: what depends on registers is left open. */
    OTHER_32(32, 8192, List.of(), Map.of(), List.of(), "", "", 1),
    /** Any other machine with 64-bit words: what depends on registers is left open. */
    OTHER_64(64, 16384, List.of(), Map.of(), List.of(), "", "", 1);

    private final int wordBits;
    private final int threadSize;
    private final List<String> registers;
    private final Map<String, String> aliases;
    private final List<String> argumentRegisters;
    private final String returnRegister;
    private final String stackRegister;
    private final int instructionAlignment;

    Architecture(int wordBits, int threadSize, List<String> registers, Map<String, String> aliases,
            List<String> argumentRegisters, String returnRegister, String stackRegister, int instructionAlignment) {
        this.wordBits = wordBits;
        this.threadSize = threadSize;
        this.registers = registers;
        this.aliases = aliases;
        this.argumentRegisters = argumentRegisters;
        this.returnRegister = returnRegister;
        this.stackRegister = stackRegister;
        this.instructionAlignment = instructionAlignment;
    }

    /** Bits of an unsigned long: 32 or 64. */
    public int wordBits() {
        return wordBits;
    }

    /** Bytes of an unsigned long: 4 or 8. */
    public int wordSize() {
        return wordBits / 8;
    }

    /** Bytes of a kernel stack, as its usual configuration has it (THREAD_SIZE). */
    public int threadSize() {
        return threadSize;
    }

    /** Whether registers and calling convention are known here. */
    public boolean known() {
        return !registers.isEmpty();
    }

    /** The registers' names, in the order of the machine's pt_regs table; names are case-sensitive. */
    public List<String> registers() {
        return registers;
    }

    /** The index in {@link #registers()} of a register or an alias of one, -1 if there is none of that name. */
    public int registerIndex(String name) {
        return registers.indexOf(aliases.getOrDefault(name, name));
    }

    /** The registers that hold a function's first arguments. */
    public List<String> argumentRegisters() {
        return argumentRegisters;
    }

    /** The register that holds a function's return value; empty if unknown. */
    public String returnRegister() {
        return returnRegister;
    }

    /** The stack pointer; empty if unknown. */
    public String stackRegister() {
        return stackRegister;
    }

    /** The alignment in bytes of an instruction that a probe may sit on. */
    public int instructionAlignment() {
        return instructionAlignment;
    }

    /** The machine of a name as {@code uname -m} or the kernel's {@code ARCH} gives it. */
    public static Architecture of(String machine) {
        String name = machine.trim().toLowerCase(Locale.ROOT);
        if (name.equals("aarch64") || name.startsWith("arm64")) {
            return ARM64;
        }
        if (name.startsWith("arm")) {
            return ARM;
        }
        if (name.equals("x86_64") || name.equals("amd64")) {
            return X86_64;
        }
        if (name.matches("i[3-6]86|x86|i386")) {
            return X86;
        }
        return name.contains("64") || name.equals("s390x") || name.equals("alpha") ? OTHER_64 : OTHER_32;
    }
}
