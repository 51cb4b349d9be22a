/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import org.eclipse.jdt.annotation.Nullable;

/** A compilation unit. Immutable but for what is read on first use; thread-safe. */
final class Unit {
    private final DwarfFile file;
    private final int number;
    private final int offset;
    private final int end;
    private final int version;
    private final int addressSize;
    private final int offsetSize;
    private final int dies;
    private final int abbreviationsAt;
    private volatile Abbreviation.@Nullable Table abbreviations;
    private volatile @Nullable LineTable lines;

    Unit(DwarfFile file, int number, int offset, int end, int version, int addressSize, int offsetSize, int dies,
            int abbreviationsAt) {
        this.file = file;
        this.number = number;
        this.offset = offset;
        this.end = end;
        this.version = version;
        this.addressSize = addressSize;
        this.offsetSize = offsetSize;
        this.dies = dies;
        this.abbreviationsAt = abbreviationsAt;
    }

    DwarfFile file() {
        return file;
    }

    int number() {
        return number;
    }

    int offset() {
        return offset;
    }

    int end() {
        return end;
    }

    int version() {
        return version;
    }

    int addressSize() {
        return addressSize;
    }

    int offsetSize() {
        return offsetSize;
    }

    int firstDie() {
        return dies;
    }

    Abbreviation.Table abbreviations() {
        Abbreviation.Table known = abbreviations;
        if (known == null) {
            known = file.abbreviations(abbreviationsAt, version, addressSize, offsetSize);
            abbreviations = known;
        }
        return known;
    }

    /** Its own entry. */
    Die die() {
        return Die.at(this, dies);
    }

    /** Its line table; empty where it has none. */
    LineTable lines() {
        LineTable known = lines;
        if (known == null) {
            Die die = die();
            Long at = die.constant(Dw.AT_STMT_LIST);
            ByteBuffer section = file.sections().line();
            known = at == null || at >= section.capacity() ? LineTable.EMPTY
                    : LineTable.read(file, section, (int) (long) at, die.textOr(Dw.AT_COMP_DIR, ""));
            lines = known;
        }
        return known;
    }

    /** An entry of .debug_addr. */
    long indexedAddress(long index) {
        Long base = die().constant(Dw.AT_ADDR_BASE);
        ByteBuffer section = file.sections().addresses();
        return new Cursor(section, Math.toIntExact((base == null ? 8 : base) + index * addressSize))
                .unsigned(addressSize);
    }

    /** A string of .debug_str by way of .debug_str_offsets. */
    String indexedText(long index) {
        Long base = die().constant(Dw.AT_STR_OFFSETS_BASE);
        Cursor in = new Cursor(file.sections().textOffsets(),
                Math.toIntExact((base == null ? 2L * offsetSize : base) + index * offsetSize));
        return new Cursor(file.sections().texts(), in.offset(offsetSize)).text();
    }
}
