/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.Architecture;
import java.util.List;

/** What registers hold, in words. */
final class RegisterWords {
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth", "sixth",
            "seventh", "eighth");

    private RegisterWords() {
    }

    /** When a register is looked at. */
    enum Moment {
        /** Before a function's first instruction. */
        ENTRY,
        /** When it has returned. */
        RETURN,
        /** Somewhere else in it. */
        INSIDE
    }

    /** The number of an argument, counted from 0, as a word. */
    static String ordinal(int index) {
        return index < ORDINALS.size() ? ORDINALS.get(index) : index + 1 + "th";
    }

    /** What a register holds; an empty text where there is nothing to say. */
    static String of(Architecture architecture, String register, Moment moment) {
        if (register.equals(architecture.stackRegister())) {
            return "stack pointer";
        }
        int argument = architecture.argumentRegisters().indexOf(register);
        if (moment == Moment.ENTRY && argument >= 0) {
            return ordinal(argument) + " argument";
        }
        if (moment == Moment.RETURN && register.equals(architecture.returnRegister())) {
            return "what the function returns";
        }
        return switch (register) {
        case "pc", "ip" -> register.equals("ip") && architecture == Architecture.ARM ? "scratch register"
                : "address of the instruction";
        case "lr", "x30" -> moment == Moment.ENTRY ? "return address" : "link register";
        case "fp", "x29", "bp" -> "frame pointer";
        case "cpsr", "pstate", "flags" -> "flags and mode";
        case "ORIG_r0", "orig_ax" -> "number of the system call, at its entry";
        default -> "";
        };
    }
}
