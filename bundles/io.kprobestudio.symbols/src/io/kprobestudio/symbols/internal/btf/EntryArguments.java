/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.btf;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.symbols.internal.fetch.SourceType.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Which register holds a parameter at a function's entry, by the calling convention: the procedure call standards of 32- and 64-bit
 * ARM, the System V ABI of x86-64, and what kernels for 32-bit x86 are compiled with ({@code -mregparm=3}).
 */
final class EntryArguments {
    /**
     * A parameter.
     *
     * @param name its name, or an empty text
     * @param type its type
     * @param register the register that holds it, or its lower half; an empty text for none
     * @param half whether another register holds the upper half
     * @param reason why no register is known, or an empty text
     */
    record Parameter(String name, BtfType type, String register, boolean half, String reason) {
    }

    private final Architecture architecture;
    private final Btf btf;
    private int next;
    private String lost = "";

    private EntryArguments(Architecture architecture, Btf btf) {
        this.architecture = architecture;
        this.btf = btf;
    }

    /** The parameters of a prototype. */
    static List<Parameter> of(Btf btf, int prototype, Architecture architecture) {
        EntryArguments arguments = new EntryArguments(architecture, btf);
        arguments.result(new BtfType(btf, btf.target(prototype), architecture.wordSize()));
        List<Parameter> found = new ArrayList<>();
        for (int i = 0; i < btf.count(prototype); i++) {
            BtfType type = new BtfType(btf, btf.parameterType(prototype, i), architecture.wordSize());
            found.add(arguments.next(btf.parameterName(prototype, i), type));
        }
        return found;
    }

    /* Where a structure goes that is returned is a parameter before the first one; 64-bit ARM has a register for it. */
    private void result(BtfType type) {
        if (type.kind() != Kind.STRUCTURE) {
            return;
        }
        int words = switch (architecture) {
        case ARM -> 1;
        case X86_64 -> 2;
        default -> Integer.MAX_VALUE;
        };
        if (architecture == Architecture.X86) {
            lost = "where a structure goes that is returned";
        } else if (type.size() > (long) words * architecture.wordSize()) {
            next = 1;
        }
    }

    private Parameter next(String name, BtfType type) {
        int word = architecture.wordSize();
        boolean number = type.kind() == Kind.POINTER
                || List.of(Btf.INT, Btf.ENUM, Btf.ENUM64).contains(type.real(type.id()));
        boolean small = type.kind() == Kind.STRUCTURE && architecture != Architecture.X86 && !btf.isBigEndian();
        if (!lost.isEmpty()) {
            return lost(name, type, "it comes behind a parameter " + lost);
        }
        if ((number || small) && type.size() > 0 && type.size() <= word) {
            return inRegister(name, type, 1);
        }
        if (number && type.size() == 2L * word && architecture == Architecture.ARM && !btf.isBigEndian()) {
            // A pair begins at an even register; the one that is skipped stays empty.
            next += next % 2;
            return inRegister(name, type, 2);
        }
        lost = number ? "of %d bytes".formatted(type.size()) : type.kind() == Kind.STRUCTURE
                ? "that is a structure of %d bytes".formatted(type.size()) : "of no known size";
        return lost(name, type, "it is one " + lost + ", whose place no register alone tells");
    }

    private Parameter inRegister(String name, BtfType type, int count) {
        List<String> registers = architecture.argumentRegisters();
        if (next + count > registers.size()) {
            // What does not fit any more leaves no register to those behind it.
            next = registers.size();
            return lost(name, type, "it is on the stack: the parameters before it fill the %d registers".formatted(
                    registers.size()));
        }
        String register = "%" + registers.get(next);
        next += count;
        return new Parameter(name, type, register, count > 1, "");
    }

    private static Parameter lost(String name, BtfType type, String why) {
        return new Parameter(name, type, "", false,
                "%s is in no register that is known at the function's entry: %s".formatted(name, why));
    }
}
