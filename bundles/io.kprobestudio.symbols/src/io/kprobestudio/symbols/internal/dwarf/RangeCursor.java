/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads the address ranges of a range or location list, one after the other (DWARF 5, sections 2.17.3 and 7.25; DWARF 4,
 * sections 2.17.3 and 2.6.2). What is not a range, as a location's expression, its user reads from {@link #cursor}.
 */
final class RangeCursor {
    /** The most entries that are read of a list: one that is damaged need not have an end. */
    static final int MOST = 100_000;
    /** What ends a list of version 5. */
    static final int END_OF_LIST = 0;

    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    private static final int BASE_ADDRESS = 5;
    private static final int START_END = 6;
    private static final int START_LENGTH = 7;

    private final Unit unit;
    private final Cursor in;
    private long base;

    /** Begins at a position of a section; what is relative counts from where the unit's code begins. */
    RangeCursor(Unit unit, ByteBuffer section, int position) {
        this.unit = unit;
        in = new Cursor(section, position);
        Long low = unit.die().address(Dw.AT_LOW_PC);
        base = low == null ? 0 : low;
    }

    /** Where the reading is. */
    Cursor cursor() {
        return in;
    }

    /**
     * Reads what follows an entry's kind, of version 5.
     *
     * @param kind as range lists number them (DW_RLE_*), but for the end
     * @return null where it changes what the next ones count from
     */
    @Nullable
    AddressRange range(int kind) {
        int size = unit.addressSize();
        switch (kind) {
        case BASE_ADDRESSX -> {
            base = unit.indexedAddress(in.uleb());
            return null;
        }
        case BASE_ADDRESS -> {
            base = in.unsigned(size);
            return null;
        }
        case OFFSET_PAIR -> {
            return new AddressRange(base + in.uleb(), base + in.uleb());
        }
        case START_END -> {
            return new AddressRange(in.unsigned(size), in.unsigned(size));
        }
        case STARTX_ENDX -> {
            return new AddressRange(unit.indexedAddress(in.uleb()), unit.indexedAddress(in.uleb()));
        }
        case START_LENGTH -> {
            long low = in.unsigned(size);
            return new AddressRange(low, low + in.uleb());
        }
        case STARTX_LENGTH -> {
            long low = unit.indexedAddress(in.uleb());
            return new AddressRange(low, low + in.uleb());
        }
        default -> throw new IndexOutOfBoundsException("a range's kind is not known: kind=" + kind);
        }
    }

    /** The next range of a list of version 4 or before; null at its end. */
    @Nullable
    AddressRange nextPair() {
        int size = unit.addressSize();
        long largest = size == 4 ? 0xffffffffL : -1L;
        while (true) {
            long low = in.unsigned(size);
            long high = in.unsigned(size);
            if (low == 0 && high == 0) {
                return null;
            }
            if (low != largest) {
                return new AddressRange(base + low, base + high);
            }
            base = high;
        }
    }
}
