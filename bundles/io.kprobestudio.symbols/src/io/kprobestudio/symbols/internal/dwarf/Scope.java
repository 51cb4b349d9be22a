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

    /**
     * A variable that a place sees.
     *
     * @param die the parameter or variable
     * @param inlined the function that is inlined into the scope at this place and that the variable is of; null for the scope's own
     */
    record Visible(Die die, @Nullable Die inlined) {
    }

    /**
     * The variable or parameter of that name which the place sees, of inner blocks rather than of outer ones; where the scope
     * has none, that of a function that is inlined at this place. Null where there is none.
     */
    @Nullable
    Die variable(String name) {
        Visible best = null;
        for (Visible each : variables()) {
            if (each.die().name().equals(name) && (best == null || each.inlined() == null || best.inlined() != null)) {
                best = each;
            }
        }
        return best == null ? null : best.die();
    }

    /** The parameters and variables that the place sees, outer blocks before inner ones, in the order of their declaration. */
    List<Visible> variables() {
        List<Visible> found = new ArrayList<>();
        collect(block, null, found);
        return found;
    }

    private void collect(Die parent, @Nullable Die inlined, List<Visible> found) {
        for (Die child : parent.children()) {
            switch (child.tag()) {
            case Dw.TAG_FORMAL_PARAMETER, Dw.TAG_VARIABLE -> found.add(new Visible(child, inlined));
            case Dw.TAG_LEXICAL_BLOCK -> {
                if (Ranges.contain(child, address)) {
                    collect(child, inlined, found);
                }
            }
            case Dw.TAG_INLINED_SUBROUTINE -> {
                if (Ranges.contain(child, address)) {
                    collect(child, child, found);
                }
            }
            default -> {
                // no variables of this scope
            }
            }
        }
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
