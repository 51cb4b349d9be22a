/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.ArrayList;
import java.util.List;

/**
 * A fetch argument as it grows: a register or symbol, and the dereferences from it on, the innermost first. Immutable.
 *
 * @param base a register, or {@code @symbol}
 * @param offsets of each dereference, in bytes; of a symbol the first is what is added to its address
 */
record Fetch(String base, List<Long> offsets) {
    Fetch {
        offsets = List.copyOf(offsets);
    }

    static Fetch register(String name) {
        return new Fetch(name, List.of());
    }

    static Fetch memory(String register, long offset) {
        return new Fetch(register, List.of(offset));
    }

    /** A constant, from Linux 5.4. */
    static Fetch immediate(long value) {
        return new Fetch("\\" + value, List.of());
    }

    static Fetch symbol(String name) {
        return new Fetch("@" + name, List.of(0L));
    }

    /** Whether it is a value in memory, so that offsets can be added to its address. */
    boolean isMemory() {
        return !offsets.isEmpty();
    }

    /** What the value points to. */
    Fetch dereferenced() {
        List<Long> more = new ArrayList<>(offsets);
        more.add(0L);
        return new Fetch(base, more);
    }

    /** The value so many bytes behind; for values in memory only. */
    Fetch moved(long bytes) {
        List<Long> moved = new ArrayList<>(offsets);
        moved.set(moved.size() - 1, moved.get(moved.size() - 1) + bytes);
        return new Fetch(base, moved);
    }

    String text(boolean user) {
        String text = base;
        int first = 0;
        if (base.startsWith("@")) {
            text = base + signed(offsets.get(0));
            first = 1;
        }
        for (int i = first; i < offsets.size(); i++) {
            String offset = signed(offsets.get(i));
            text = (user ? offset.charAt(0) + "u" + offset.substring(1) : offset) + "(" + text + ")";
        }
        return text;
    }

    private static String signed(long offset) {
        return offset < 0 ? Long.toString(offset) : "+" + offset;
    }
}
