/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where a variable is, by address: an expression for all of its scope, or a list of either version. */
final class LocationLists {
    private static final int END_OF_LIST = 0;
    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    private static final int DEFAULT_LOCATION = 5;
    private static final int BASE_ADDRESS = 6;
    private static final int START_END = 7;
    private static final int START_LENGTH = 8;
    private static final int VIEW_PAIR = 9;
    private static final int MOST = 100_000;

    /**
     * An expression and the addresses that it holds for.
     *
     * @param range the addresses
     * @param expression the expression's bytes; empty where the variable is nowhere
     */
    record Location(AddressRange range, ByteBuffer expression) {
    }

    private static final AddressRange EVERYWHERE = new AddressRange(0, -1L);

    private LocationLists() {
    }

    /** The locations of an entry; empty where it has none. */
    static List<Location> of(Die die) {
        ByteBuffer expression = die.block(Dw.AT_LOCATION);
        if (expression != null) {
            return List.of(new Location(EVERYWHERE, expression));
        }
        Long at = die.constant(Dw.AT_LOCATION);
        if (at == null) {
            return List.of();
        }
        Unit unit = die.unit();
        Long base = unit.die().address(Dw.AT_LOW_PC);
        List<Location> found = new ArrayList<>();
        if (unit.version() >= 5) {
            read(unit, position(die, at), base == null ? 0 : base, found);
        } else {
            readOld(unit, Math.toIntExact(at), base == null ? 0 : base, found);
        }
        return found;
    }

    private static int position(Die die, long at) {
        if (die.form(Dw.AT_LOCATION) != Dw.FORM_LOCLISTX) {
            return Math.toIntExact(at);
        }
        Unit unit = die.unit();
        long base = unit.die().constantOr(Dw.AT_LOCLISTS_BASE, unit.offsetSize() == 8 ? 20 : 12);
        Cursor in = new Cursor(unit.file().sections().locationLists(), Math.toIntExact(base + at * unit.offsetSize()));
        return Math.toIntExact(base + in.offset(unit.offsetSize()));
    }

    private static void read(Unit unit, int position, long unitBase, List<Location> found) {
        ByteBuffer section = unit.file().sections().locationLists();
        Cursor in = new Cursor(section, position);
        int size = unit.addressSize();
        long base = unitBase;
        while (found.size() < MOST) {
            int kind = in.u8();
            AddressRange range;
            switch (kind) {
            case END_OF_LIST -> {
                return;
            }
            case BASE_ADDRESSX -> {
                base = unit.indexedAddress(in.uleb());
                continue;
            }
            case BASE_ADDRESS -> {
                base = in.unsigned(size);
                continue;
            }
            case VIEW_PAIR -> {
                in.uleb();
                in.uleb();
                continue;
            }
            case OFFSET_PAIR -> range = new AddressRange(base + in.uleb(), base + in.uleb());
            case START_END -> range = new AddressRange(in.unsigned(size), in.unsigned(size));
            case STARTX_ENDX ->
                range = new AddressRange(unit.indexedAddress(in.uleb()), unit.indexedAddress(in.uleb()));
            case START_LENGTH -> {
                long low = in.unsigned(size);
                range = new AddressRange(low, low + in.uleb());
            }
            case STARTX_LENGTH -> {
                long low = unit.indexedAddress(in.uleb());
                range = new AddressRange(low, low + in.uleb());
            }
            case DEFAULT_LOCATION -> range = EVERYWHERE;
            default -> throw new IndexOutOfBoundsException("a location's kind is not known: kind=" + kind);
            }
            long length = in.uleb();
            found.add(new Location(range, slice(section, in.position(), length)));
            in.skip(length);
        }
    }

    private static void readOld(Unit unit, int position, long unitBase, List<Location> found) {
        ByteBuffer section = unit.file().sections().locations();
        Cursor in = new Cursor(section, position);
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
                continue;
            }
            int length = in.u16();
            found.add(new Location(new AddressRange(base + low, base + high), slice(section, in.position(), length)));
            in.skip(length);
        }
    }

    private static ByteBuffer slice(ByteBuffer section, int position, long length) {
        return section.slice(position, Math.toIntExact(length)).order(section.order());
    }
}
