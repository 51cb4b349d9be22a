/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.fetch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fetch argument as it grows: a register or symbol, and the dereferences from it on, the innermost first. Immutable.
 *
 * @param base a register, or {@code @symbol}
 * @param offsets of each dereference, in bytes; of a symbol the first is what is added to its address
 * @param address whether the value is the address to which the last offset leads, not what lies there: no fetch argument adds
 *        without reading, so that only what it points to can be fetched
 */
public record Fetch(String base, List<Long> offsets, boolean address) {
    private static final Pattern DEREFERENCE = Pattern.compile("([+-])u?(\\d{1,18})\\((.+)\\)");
    private static final Pattern SYMBOL = Pattern.compile("(@[A-Za-z_][\\w.$]*)([+-]\\d{1,18})?");

    /** Copies the list. */
    public Fetch {
        offsets = List.copyOf(offsets);
    }

    /** Reads a fetch argument without a type; nothing where it is of another kind, such as {@code $comm}. */
    public static Optional<Fetch> parse(String text) {
        Deque<Long> offsets = new ArrayDeque<>();
        String inner = text;
        for (Matcher outer = DEREFERENCE.matcher(inner); outer.matches(); outer = DEREFERENCE.matcher(inner)) {
            offsets.push(Long.parseLong(outer.group(1) + outer.group(2)));
            inner = outer.group(3);
        }
        Matcher symbol = SYMBOL.matcher(inner);
        if (symbol.matches()) {
            offsets.push(symbol.group(2) == null ? 0 : Long.parseLong(symbol.group(2)));
            return Optional.of(new Fetch(symbol.group(1), List.copyOf(offsets), false));
        }
        return inner.startsWith("%") ? Optional.of(new Fetch(inner, List.copyOf(offsets), false)) : Optional.empty();
    }

    /** What is in a register. */
    public static Fetch register(String name) {
        return new Fetch(name, List.of(), false);
    }

    /** What lies behind the address in a register. */
    public static Fetch memory(String register, long offset) {
        return new Fetch(register, List.of(offset), false);
    }

    /** A constant, from Linux 5.4. */
    public static Fetch immediate(long value) {
        return new Fetch("\\" + value, List.of(), false);
    }

    /** What lies behind a symbol. */
    public static Fetch symbol(String name, long offset) {
        return new Fetch("@" + name, List.of(offset), false);
    }

    /** Whether it is a value in memory, so that offsets can be added to its address. */
    public boolean isMemory() {
        return !offsets.isEmpty() && !address;
    }

    /** The address of a value in memory as a value of its own. */
    public Fetch addressed() {
        int last = offsets.size() - 1;
        return offsets.get(last) == 0 && !base.startsWith("@") ? new Fetch(base, offsets.subList(0, last), false)
                : new Fetch(base, offsets, true);
    }

    /** What the value points to. */
    public Fetch dereferenced() {
        if (address) {
            return new Fetch(base, offsets, false);
        }
        List<Long> more = new ArrayList<>(offsets);
        more.add(0L);
        return new Fetch(base, more, false);
    }

    /** What lies so many bytes behind; for values in memory and addresses only. */
    public Fetch moved(long bytes) {
        List<Long> moved = new ArrayList<>(offsets);
        moved.set(moved.size() - 1, moved.get(moved.size() - 1) + bytes);
        return new Fetch(base, moved, address);
    }

    /** It as a fetch argument, memory being the user's where {@code user}. */
    public String text(boolean user) {
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

    /** An address as a sum, such as {@code %sp+8}, for messages. */
    public String sum() {
        int last = offsets.size() - 1;
        return base.startsWith("@") && last == 0 ? "&" + base.substring(1) + signed(offsets.get(last))
                : new Fetch(base, offsets.subList(0, last), false).text(false) + signed(offsets.get(last));
    }

    private static String signed(long offset) {
        return offset < 0 ? Long.toString(offset) : "+" + offset;
    }
}
