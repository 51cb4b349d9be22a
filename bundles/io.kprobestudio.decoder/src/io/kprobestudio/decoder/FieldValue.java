/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.List;
import java.util.stream.Collectors;

/** What a field of one event holds. */
public sealed interface FieldValue {

    /**
     * A number.
     *
     * @param value  sign-extended where signed, else zero-extended
     * @param size   bytes it had in the record: 1, 2, 4 or 8
     * @param signed whether the field is signed
     * @param hex    whether it reads better in hex: pointers, and what the event prints so
     */
    record Number(long value, int size, boolean signed, boolean hex) implements FieldValue {
        @Override
        public String toString() {
            if (hex) {
                long shown = size == Long.BYTES ? value : value & (1L << 8 * size) - 1;
                return "0x" + Long.toHexString(shown);
            }
            return signed ? Long.toString(value) : Long.toUnsignedString(value);
        }
    }

    /**
     * Text.
     *
     * @param value a character a byte, control characters as they are: escape before showing
     */
    record Text(String value) implements FieldValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * An array.
     *
     * @param values its elements
     */
    record Array(List<FieldValue> values) implements FieldValue {
        /** Copies the list. */
        public Array {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.stream().map(FieldValue::toString).collect(Collectors.joining(",", "{", "}"));
        }
    }

    /** The kernel could not read the memory, or the record is too short for the field. */
    record Missing() implements FieldValue {
        @Override
        public String toString() {
            return "(fault)";
        }
    }
}
