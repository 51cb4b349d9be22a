/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A place in the machine code as the source sees it.
 *
 * @param function the out-of-line function that the place lies in
 * @param block the function or the inlined instance in it whose variables are visible
 * @param address the instruction
 */
record Scope(Die function, Die block, long address) {
    /** Whether the place is the entry of the function itself. */
    boolean isEntry() {
        Long entry = Ranges.entry(function);
        return block.equals(function) && entry != null && entry == address;
    }

    /** The variable or parameter of that name which the place sees; null where there is none. */
    @Nullable
    Die variable(String name) {
        for (Die variable : variables()) {
            if (variable.name().equals(name)) {
                return variable;
            }
        }
        return null;
    }

    /** The parameters and variables that the place sees, those of inner blocks first. */
    List<Die> variables() {
        List<Die> found = new ArrayList<>();
        collect(block, found);
        return found;
    }

    private void collect(Die parent, List<Die> found) {
        List<Die> own = new ArrayList<>();
        for (Die child : parent.children()) {
            switch (child.tag()) {
            case Dw.TAG_FORMAL_PARAMETER, Dw.TAG_VARIABLE -> own.add(child);
            case Dw.TAG_LEXICAL_BLOCK -> {
                if (Ranges.contain(child, address)) {
                    collect(child, found);
                }
            }
            default -> {
                // no variables of this scope
            }
            }
        }
        found.addAll(own);
    }

    /**
     * The function and the inlined instances that an instruction lies in, the innermost last.
     *
     * @param function an out-of-line function
     */
    static List<Die> chain(Die function, long address) {
        List<Die> chain = new ArrayList<>();
        chain.add(function);
        Die each = function;
        while (each != null) {
            each = inlined(each, address);
            if (each != null) {
                chain.add(each);
            }
        }
        return chain;
    }

    private static @Nullable Die inlined(Die parent, long address) {
        for (Die child : parent.children()) {
            if (child.tag() == Dw.TAG_INLINED_SUBROUTINE && Ranges.contain(child, address)) {
                return child;
            }
            if (child.tag() == Dw.TAG_LEXICAL_BLOCK && Ranges.contain(child, address)) {
                Die found = inlined(child, address);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
