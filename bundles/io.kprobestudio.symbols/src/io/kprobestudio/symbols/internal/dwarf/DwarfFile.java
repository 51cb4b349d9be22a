/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jdt.annotation.Nullable;

/** The units of a file with debug information. Thread-safe. */
final class DwarfFile {
    private static final long OFFSETS_ARE_64 = 0xffffffffL;

    private final ElfFile elf;
    private final Sections sections;
    private final List<Unit> units;
    private final int[] offsets;
    private final Map<Long, Abbreviation.Table> tables = new ConcurrentHashMap<>();

    DwarfFile(ElfFile elf) throws DebugInfoException {
        this.elf = elf;
        sections = Sections.of(elf);
        if (sections.info().capacity() == 0) {
            throw new DebugInfoException("the file has no debug information (.debug_info): path=" + elf.path());
        }
        try {
            units = readUnits();
        } catch (IndexOutOfBoundsException damaged) {
            throw new DebugInfoException("the debug information is damaged: path=" + elf.path(), damaged);
        }
        offsets = units.stream().mapToInt(Unit::offset).toArray();
    }

    ElfFile elf() {
        return elf;
    }

    Sections sections() {
        return sections;
    }

    List<Unit> units() {
        return units;
    }

    /** The unit that an offset of .debug_info lies in; null where there is none. */
    @Nullable
    Unit unitAt(int offset) {
        int found = java.util.Arrays.binarySearch(offsets, offset);
        if (found < 0) {
            found = -found - 2;
        }
        if (found < 0) {
            return null;
        }
        Unit unit = units.get(found);
        return offset < unit.end() ? unit : null;
    }

    /** The entry at an offset of .debug_info. */
    Die die(int offset) {
        Unit unit = unitAt(offset);
        if (unit == null) {
            throw new IndexOutOfBoundsException("no unit holds this entry: offset=" + offset);
        }
        return Die.at(unit, offset);
    }

    private List<Unit> readUnits() throws DebugInfoException {
        List<Unit> read = new ArrayList<>();
        ByteBuffer info = sections.info();
        Cursor in = new Cursor(info, 0);
        while (in.position() + 11 < info.capacity()) {
            int start = in.position();
            long length = in.u32();
            int offsetSize = 4;
            if (length == OFFSETS_ARE_64) {
                length = in.u64();
                offsetSize = 8;
            }
            long end = in.position() + length;
            if (length <= 0 || end > info.capacity()) {
                throw new DebugInfoException("a unit lies outside .debug_info: path=%s offset=%d length=%d"
                        .formatted(elf.path(), start, length));
            }
            int version = in.u16();
            if (version >= 2 && version <= 5) {
                Unit unit = readUnit(in, read.size(), start, (int) end, version, offsetSize);
                if (unit != null) {
                    read.add(unit);
                }
            }
            in.position((int) end);
        }
        return List.copyOf(read);
    }

    private @Nullable Unit readUnit(Cursor in, int number, int start, int end, int version, int offsetSize) {
        int kind = version >= 5 ? in.u8() : 0;
        int addressSize = version >= 5 ? in.u8() : 0;
        int abbreviations = in.offset(offsetSize);
        if (version < 5) {
            addressSize = in.u8();
        }
        switch (kind) {
        case Dw.UT_SKELETON, Dw.UT_SPLIT_COMPILE -> in.skip(8);
        case Dw.UT_TYPE, Dw.UT_SPLIT_TYPE -> in.skip(8L + offsetSize);
        default -> {
            // no more in the header
        }
        }
        if (addressSize != 4 && addressSize != 8) {
            return null;
        }
        return new Unit(this, number, start, end, version, addressSize, offsetSize, in.position(), abbreviations);
    }

    /** The abbreviations at an offset; read once for all units that share them. */
    Abbreviation.Table abbreviations(int offset, int version, int addressSize, int offsetSize) {
        // What a table's sizes depend on is part of the key.
        long key = (long) offset << 8 | version << 4 | addressSize >> 2 | offsetSize;
        return tables.computeIfAbsent(key, each -> Abbreviation.Table
                .read(new Cursor(sections.abbreviations(), offset), addressSize, offsetSize, version));
    }
}
