/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The addresses that an entry's code has: DW_AT_low_pc and DW_AT_high_pc, or DW_AT_ranges of either version. */
final class Ranges {
    private static final int END_OF_LIST = 0;
    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    private static final int BASE_ADDRESS = 5;
    private static final int START_END = 6;
    private static final int START_LENGTH = 7;
    private static final int MOST = 100_000;

    private Ranges() {
    }

    /** The ranges of an entry, in its order; empty where it has no code. */
    static List<AddressRange> of(Die die) {
        Long low = die.address(Dw.AT_LOW_PC);
        if (low != null && die.has(Dw.AT_HIGH_PC)) {
            Long high = die.address(Dw.AT_HIGH_PC);
            long end = high != null ? high : low + die.constantOr(Dw.AT_HIGH_PC, 0);
            return end == low ? List.of() : List.of(new AddressRange(low, end));
        }
        Long ranges = die.constant(Dw.AT_RANGES);
        if (ranges == null) {
            return List.of();
        }
        List<AddressRange> found = new ArrayList<>();
        Unit unit = die.unit();
        Long base = unit.die().address(Dw.AT_LOW_PC);
        if (unit.version() >= 5) {
            read(unit, position(die, ranges), base == null ? 0 : base, found);
        } else {
            readOld(unit, Math.toIntExact(ranges), base == null ? 0 : base, found);
        }
        return found;
    }

    /** Whether an entry's code has an address; also an entry without any addresses of its own has none. */
    static boolean contain(Die die, long address) {
        for (AddressRange range : of(die)) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Where an entry's code begins: DW_AT_entry_pc, else the start of its first range. */
    static @Nullable Long entry(Die die) {
        Long entry = die.address(Dw.AT_ENTRY_PC);
        if (entry != null) {
            return entry;
        }
        List<AddressRange> ranges = of(die);
        if (die.has(Dw.AT_ENTRY_PC) && !ranges.isEmpty()) {
            return ranges.get(0).low() + die.constantOr(Dw.AT_ENTRY_PC, 0);
        }
        return ranges.isEmpty() ? die.address(Dw.AT_LOW_PC) : Long.valueOf(ranges.get(0).low());
    }

    private static int position(Die die, long ranges) {
        if (die.form(Dw.AT_RANGES) != Dw.FORM_RNGLISTX) {
            return Math.toIntExact(ranges);
        }
        Unit unit = die.unit();
        long base = unit.die().constantOr(Dw.AT_RNGLISTS_BASE, unit.offsetSize() == 8 ? 20 : 12);
        Cursor in = new Cursor(unit.file().sections().rangeLists(),
                Math.toIntExact(base + ranges * unit.offsetSize()));
        return Math.toIntExact(base + in.offset(unit.offsetSize()));
    }

    private static void read(Unit unit, int position, long unitBase, List<AddressRange> found) {
        Cursor in = new Cursor(unit.file().sections().rangeLists(), position);
        int size = unit.addressSize();
        long base = unitBase;
        while (found.size() < MOST) {
            int kind = in.u8();
            switch (kind) {
            case END_OF_LIST -> {
                return;
            }
            case BASE_ADDRESSX -> base = unit.indexedAddress(in.uleb());
            case BASE_ADDRESS -> base = in.unsigned(size);
            case OFFSET_PAIR -> add(found, base + in.uleb(), base + in.uleb());
            case START_END -> add(found, in.unsigned(size), in.unsigned(size));
            case STARTX_ENDX -> add(found, unit.indexedAddress(in.uleb()), unit.indexedAddress(in.uleb()));
            case START_LENGTH -> {
                long low = in.unsigned(size);
                add(found, low, low + in.uleb());
            }
            case STARTX_LENGTH -> {
                long low = unit.indexedAddress(in.uleb());
                add(found, low, low + in.uleb());
            }
            default -> throw new IndexOutOfBoundsException("a range's kind is not known: kind=" + kind);
            }
        }
    }

    private static void readOld(Unit unit, int position, long unitBase, List<AddressRange> found) {
        Cursor in = new Cursor(unit.file().sections().ranges(), position);
        int size = unit.addressSize();
        long largest = size == 4 ? 0xffffffffL : -1L;
        long base = unitBase;
        while (found.size() < MOST) {
            long low = in.unsigned(size);
            long high = in.unsigned(size);
            if (low == 0 && high == 0) {
                return;
            }
            if (low == largest) {
                base = high;
            } else {
                add(found, base + low, base + high);
            }
        }
    }

    private static void add(List<AddressRange> found, long low, long high) {
        if (low != high) {
            found.add(new AddressRange(low, high));
        }
    }
}
