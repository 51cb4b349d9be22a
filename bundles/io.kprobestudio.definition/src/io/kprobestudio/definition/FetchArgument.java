/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.Nullable;

/**
 * One argument of a definition, as the kernel understood it.
 *
 * @param name its field's name, made up by the kernel ({@code arg1}) where the definition has none
 * @param named whether the definition names it
 * @param expression what stands behind the {@code =}, with its type, as the listing shows it
 * @param typeName the type as written, null where the kernel chose
 * @param type the type
 * @param count the number of array elements, 0 for what is no array
 * @param program how it is fetched
 * @param column where it begins in the line as written, in bytes; -1 where the kernel made it ({@code $arg*})
 * @param length its length there
 */
public record FetchArgument(String name, boolean named, String expression, @Nullable String typeName, FetchType type,
        int count, FetchProgram program, int column, int length) {
    /** Bytes in the fixed part of the record. */
    public int size() {
        return type.size() * Math.max(1, count);
    }
}
