/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The functions that ftrace can trace. Its list has names, in the order of the functions' addresses: where a name is there
 * several times, those count that lie between the nearest neighbours in the list whose names are there once.
 */
final class Traceable {
    private final Set<String> names = new HashSet<>();
    private final long[] addresses;

    /** Reads the text of {@code available_filter_functions}. */
    Traceable(SymbolTable symbols, byte[] functions) {
        String[] lines = new String(functions, StandardCharsets.ISO_8859_1).split("\n");
        long[] found = new long[lines.length + 16];
        int count = 0;
        if (symbols.addressesKnown()) {
            long[] next = next(symbols, lines);
            long before = 0;
            for (int n = 0; n < lines.length; n++) {
                String name = name(lines[n]);
                String module = module(lines[n]);
                long only = only(symbols, name, module);
                long after = next[n];
                boolean ordered = Long.compareUnsigned(before, after) < 0;
                boolean between = only == 0 && ordered && anyBetween(symbols, name, module, before, after);
                for (int i = symbols.find(name); i >= 0; i = symbols.nextSameName(i)) {
                    long address = symbols.address(i);
                    if (symbols.module(i).equals(module) && (!between || isBetween(address, before, after))) {
                        found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                        found[count++] = address;
                    }
                }
                before = only == 0 ? before : only;
            }
        } else {
            for (String line : lines) {
                names.add(name(line));
            }
        }
        addresses = Arrays.copyOf(found, count);
        Arrays.sort(addresses);
    }

    /**
     * The addresses of ftrace's calls, ascending, from the text of {@code available_filter_functions_addrs}: a line is an
     * address, a name and perhaps a module. Empty where addresses are hidden.
     */
    static long[] sites(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).lines().mapToLong(line -> {
            int blank = line.indexOf(' ');
            try {
                return Long.parseUnsignedLong(line.substring(0, Math.max(0, blank)), 16);
            } catch (NumberFormatException noAddress) {
                return 0;
            }
        }).filter(address -> address != 0).sorted().toArray();
    }

    /** Whether the function that begins at a symbol is among them. */
    boolean contains(SymbolTable symbols, int symbol) {
        return symbols.addressesKnown() ? Arrays.binarySearch(addresses, symbols.address(symbol)) >= 0
                : names.contains(symbols.name(symbol));
    }

    private static String name(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    private static String module(String line) {
        int open = line.indexOf('[');
        return open < 0 || !line.endsWith("]") ? "" : line.substring(open + 1, line.length() - 1);
    }

    /** For each line the address of the first function behind it whose name is there once. */
    private static long[] next(SymbolTable symbols, String[] lines) {
        long[] next = new long[lines.length];
        long after = -1;
        for (int n = lines.length - 1; n >= 0; n--) {
            next[n] = after;
            long only = only(symbols, name(lines[n]), module(lines[n]));
            after = only == 0 ? after : only;
        }
        return next;
    }

    /** The address of a function whose name is there once; 0 if it is not. */
    private static long only(SymbolTable symbols, String name, String module) {
        long only = 0;
        for (int i = symbols.find(name); i >= 0; i = symbols.nextSameName(i)) {
            if (symbols.module(i).equals(module)) {
                if (only != 0) {
                    return 0;
                }
                only = symbols.address(i);
            }
        }
        return only;
    }

    private static boolean anyBetween(SymbolTable symbols, String name, String module, long before, long after) {
        for (int i = symbols.find(name); i >= 0; i = symbols.nextSameName(i)) {
            if (symbols.module(i).equals(module) && isBetween(symbols.address(i), before, after)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetween(long address, long before, long after) {
        return Long.compareUnsigned(address, before) > 0 && Long.compareUnsigned(address, after) < 0;
    }
}
