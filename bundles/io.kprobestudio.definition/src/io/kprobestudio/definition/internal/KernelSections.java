/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.SymbolTable;

/** The parts of a kernel's image, by the symbols that its linker script puts around them; those without symbols are empty. */
final class KernelSections {
    private final Part text;
    private final Part image;
    private final Part init;
    private final Part kprobes;
    private final Part exceptions;
    private final Part interrupts;

    /** Addresses, unsigned: the first one, and the one behind the last. */
    private record Part(long from, long to) {
        static Part of(SymbolTable symbols, String from, String to) {
            return new Part(address(symbols, from, 0), address(symbols, to, 0));
        }

        boolean holds(long address) {
            return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
        }
    }

    KernelSections(SymbolTable symbols) {
        text = Part.of(symbols, "_stext", "_etext");
        image = new Part(text.from, address(symbols, "_end", text.to));
        init = Part.of(symbols, "_sinittext", "_einittext");
        kprobes = Part.of(symbols, "__kprobes_text_start", "__kprobes_text_end");
        exceptions = Part.of(symbols, "__exception_text_start", "__exception_text_end");
        interrupts = Part.of(symbols, "__irqentry_text_start", "__irqentry_text_end");
    }

    private static long address(SymbolTable symbols, String name, long otherwise) {
        int symbol = symbols.lookup(name);
        return symbol < 0 ? otherwise : symbols.address(symbol);
    }

    /** Whether it is known where the kernel's text is; where not, nothing is in it. */
    boolean known() {
        return text.to != 0;
    }

    /** Whether an address is in the kernel's text. */
    boolean inText(long address) {
        return text.holds(address);
    }

    /** Whether an address is in the kernel's image, or in what of it is given up after the start. */
    boolean inImage(long address) {
        return image.holds(address) || init.holds(address);
    }

    /** Whether an address is in what kprobes themselves run on, where no probe may sit. */
    boolean inKprobes(long address) {
        return kprobes.holds(address);
    }

    /** Whether an address is in the code of exceptions. */
    boolean inExceptions(long address) {
        return exceptions.holds(address);
    }

    /** Whether an address is in the code that interrupts enter by. */
    boolean inInterruptEntries(long address) {
        return interrupts.holds(address);
    }
}
