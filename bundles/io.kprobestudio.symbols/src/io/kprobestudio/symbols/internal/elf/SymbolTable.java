/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The functions and objects of an ELF symbol table. Immutable. */
public final class SymbolTable {
    private static final int STT_NOTYPE = 0;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int SHN_UNDEF = 0;

    /**
     * A symbol.
     *
     * @param names where its name is
     * @param nameAt the name's offset there
     * @param address where it is; without the Thumb bit
     * @param size its size in bytes, 0 where the table does not say
     * @param section the number of its section
     * @param global whether it is not local to a file
     */
    public record Symbol(ByteBuffer names, int nameAt, long address, long size, int section, boolean global) {
        /** Its name. */
        public String name() {
            return text(names, nameAt);
        }
    }

    private final List<Symbol> functions;
    private final long[] addresses;
    private final List<Symbol> objects;

    SymbolTable(ByteBuffer table, ByteBuffer names, boolean wide, int machine, long[] bases) {
        List<Symbol> code = new ArrayList<>();
        List<Symbol> data = new ArrayList<>();
        int entry = wide ? 24 : 16;
        for (int at = entry; at + entry <= table.capacity(); at += entry) {
            int info = table.get(at + (wide ? 4 : 12)) & 0xff;
            int section = table.getShort(at + (wide ? 6 : 14)) & 0xffff;
            int type = info & 0xf;
            if (section == SHN_UNDEF || type != STT_FUNC && type != STT_OBJECT && type != STT_NOTYPE) {
                continue;
            }
            int name = table.getInt(at);
            // Without a name, or one of ARM's marks between code and data.
            if (name < 0 || name >= names.capacity() || names.get(name) == 0 || names.get(name) == '$') {
                continue;
            }
            long address = value(table, at / entry, wide, bases);
            long size = wide ? table.getLong(at + 16) : table.getInt(at + 8) & 0xffffffffL;
            if (type == STT_FUNC && machine == ElfFile.EM_ARM) {
                address &= ~1L;
            }
            (type == STT_FUNC ? code : data).add(new Symbol(names, name, address, size, section, info >> 4 != 0));
        }
        // Of several names at one address a global one comes last, of these the table's first one, and is found first.
        Collections.reverse(code);
        code.sort((a, b) -> a.address() != b.address() ? Long.compareUnsigned(a.address(), b.address())
                : Boolean.compare(a.global(), b.global()));
        functions = List.copyOf(code);
        addresses = functions.stream().mapToLong(symbol -> symbol.address() ^ Long.MIN_VALUE).toArray();
        objects = List.copyOf(data);
    }

    /* A symbol's value, with the address of its section where the file is relocatable. */
    static long value(ByteBuffer table, long number, boolean wide, long[] bases) {
        long at = number * (wide ? 24 : 16);
        if (at < 0 || at + (wide ? 24 : 16) > table.capacity()) {
            return 0;
        }
        int entry = (int) at;
        int section = table.getShort(entry + (wide ? 6 : 14)) & 0xffff;
        return (wide ? table.getLong(entry + 8) : table.getInt(entry + 4) & 0xffffffffL)
                + (section < bases.length ? bases[section] : 0);
    }

    static String text(ByteBuffer names, int offset) {
        if (offset < 0 || offset >= names.capacity()) {
            return "";
        }
        int end = offset;
        while (end < names.capacity() && names.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - offset];
        names.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All functions by ascending address. */
    public List<Symbol> functions() {
        return functions;
    }

    /** All objects and labels, in the table's order. */
    public List<Symbol> objects() {
        return objects;
    }

    /**
     * The object or label that begins nearest to an address among those that hold it or, where none does, begin there.
     *
     * @param address in the file's own addresses
     */
    public Optional<Symbol> objectAt(long address) {
        Symbol best = null;
        for (Symbol each : objects) {
            long behind = address - each.address();
            if ((behind == 0 || behind > 0 && behind < each.size())
                    && (best == null || better(each, best))) {
                best = each;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best);
    }

    private static boolean better(Symbol each, Symbol best) {
        if (each.address() != best.address()) {
            return each.address() > best.address();
        }
        boolean sized = each.size() > 0;
        return sized != best.size() > 0 ? sized : each.global() && !best.global();
    }

    /**
     * The function that an address lies in: the last one that begins at or before it.
     *
     * @param address in the file's own addresses
     */
    public Optional<Symbol> at(long address) {
        int found = Arrays.binarySearch(addresses, address ^ Long.MIN_VALUE);
        if (found < 0) {
            found = -found - 2;
        }
        while (found >= 0 && found + 1 < addresses.length && addresses[found + 1] == addresses[found]) {
            found++;
        }
        if (found < 0) {
            return Optional.empty();
        }
        Symbol symbol = functions.get(found);
        boolean inside = symbol.size() == 0 || address - symbol.address() < symbol.size();
        return inside ? Optional.of(symbol) : Optional.empty();
    }
}
