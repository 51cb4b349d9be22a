/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The addresses that an entry's code has: DW_AT_low_pc and DW_AT_high_pc, or DW_AT_ranges of either version. */
final class Ranges {

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
        if (unit.version() >= 5) {
            read(unit, position(die, ranges), found);
        } else {
            readOld(unit, Math.toIntExact(ranges), found);
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

    private static void read(Unit unit, int position, List<AddressRange> found) {
        RangeCursor in = new RangeCursor(unit, unit.file().sections().rangeLists(), position);
        int kind = in.cursor().u8();
        while (kind != RangeCursor.END_OF_LIST && found.size() < RangeCursor.MOST) {
            add(found, in.range(kind));
            kind = in.cursor().u8();
        }
    }

    private static void readOld(Unit unit, int position, List<AddressRange> found) {
        RangeCursor in = new RangeCursor(unit, unit.file().sections().ranges(), position);
        AddressRange range = in.nextPair();
        while (range != null && found.size() < RangeCursor.MOST) {
            add(found, range);
            range = in.nextPair();
        }
    }

    private static void add(List<AddressRange> found, @Nullable AddressRange range) {
        if (range != null && range.low() != range.high()) {
            found.add(range);
        }
    }
}
