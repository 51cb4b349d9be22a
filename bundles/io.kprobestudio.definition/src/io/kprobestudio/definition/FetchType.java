/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/**
 * A type of a fetch argument (the table {@code probe_fetch_types} in kernel/trace/trace_probe.c).
 *
 * @param name as written after the colon: {@code u32}, {@code string}, ...
 * @param fieldType as the format file shows it: {@code u32}, {@code __data_loc char[]}, ...
 * @param size bytes of one value in the record; 4 for strings, whose record field is a length and an offset
 * @param signed what the format file says, which is 1 for strings from 4.20 on
 * @param print the conversion in {@code print fmt}
 * @param text what the value is
 */
public record FetchType(String name, String fieldType, int size, boolean signed, String print, Text text) {
    /** What a value of the type is, beyond its size. */
    public enum Text {
        /** A number. */
        NUMBER,
        /** A character, printed as one. */
        CHARACTER,
        /** An address, printed as symbol and offset. */
        SYMBOL,
        /** Text at an address, copied into the record. */
        STRING,
        /** Text at a user space address, copied into the record. */
        USER_STRING,
        /** The symbol at an address, as text copied into the record. */
        SYMBOL_STRING,
        /** The length of a string (until 4.19, an accident of the type table). */
        STRING_SIZE
    }

    /** Whether the record holds a {@code __data_loc} word with the text further back. */
    public boolean isString() {
        return text == Text.STRING || text == Text.USER_STRING || text == Text.SYMBOL_STRING;
    }
}
