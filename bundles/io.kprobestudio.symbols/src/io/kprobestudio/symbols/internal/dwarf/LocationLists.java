/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where a variable is, by address: an expression for all of its scope, or a list of either version. */
final class LocationLists {
    /** The kinds of entries that range lists do not have; those from the default on are numbered one higher than theirs. */
    private static final int DEFAULT_LOCATION = 5;
    private static final int VIEW_PAIR = 9;

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
        List<Location> found = new ArrayList<>();
        if (unit.version() >= 5) {
            read(unit, position(die, at), found);
        } else {
            readOld(unit, Math.toIntExact(at), found);
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

    private static void read(Unit unit, int position, List<Location> found) {
        ByteBuffer section = unit.file().sections().locationLists();
        RangeCursor in = new RangeCursor(unit, section, position);
        int kind = in.cursor().u8();
        while (kind != RangeCursor.END_OF_LIST && found.size() < RangeCursor.MOST) {
            if (kind == VIEW_PAIR) {
                in.cursor().uleb();
                in.cursor().uleb();
            } else {
                AddressRange range = kind == DEFAULT_LOCATION ? EVERYWHERE
                        : in.range(kind < DEFAULT_LOCATION ? kind : kind - 1);
                if (range != null) {
                    found.add(location(section, in.cursor(), range, in.cursor().uleb()));
                }
            }
            kind = in.cursor().u8();
        }
    }

    private static void readOld(Unit unit, int position, List<Location> found) {
        ByteBuffer section = unit.file().sections().locations();
        RangeCursor in = new RangeCursor(unit, section, position);
        AddressRange range = in.nextPair();
        while (range != null && found.size() < RangeCursor.MOST) {
            found.add(location(section, in.cursor(), range, in.cursor().u16()));
            range = in.nextPair();
        }
    }

    private static Location location(ByteBuffer section, Cursor in, AddressRange range, long length) {
        ByteBuffer expression = section.slice(in.position(), Math.toIntExact(length)).order(section.order());
        in.skip(length);
        return new Location(range, expression);
    }
}
