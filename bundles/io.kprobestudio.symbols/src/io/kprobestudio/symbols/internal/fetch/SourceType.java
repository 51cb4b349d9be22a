/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.fetch;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** A type of the source, seen through typedefs and qualifiers. */
public interface SourceType {
    /** What a type is as far as expressions care. */
    enum Kind {
        /** To something, or to nothing that is known. */
        POINTER,
        /** Of elements. */
        ARRAY,
        /** A structure or union. */
        STRUCTURE,
        /** A number, an enumeration, {@code void} or a function. */
        OTHER
    }

    /**
     * A member of a structure or union.
     *
     * @param type its type
     * @param fetchType the type with which it is shown, such as {@code s32} or {@code b3@5/8}; empty for the default
     * @param offset bytes from the beginning of the structure
     */
    record Member(SourceType type, String fetchType, long offset) {
    }

    /**
     * A member as it is declared.
     *
     * @param name its name; empty where it is anonymous
     */
    record Declared(String name, Member member) {
    }

    /** What it is. */
    Kind kind();

    /** Bytes; 0 where they are not told. */
    long size();

    /** What a pointer points to, or an array's element. */
    SourceType target();

    /** A member by name, also of anonymous members; null where there is none. */
    @Nullable
    Member member(String name);

    /** The members of a structure or union as they are declared, those of anonymous ones not among them; empty for others. */
    List<Declared> members();

    /** The type with which a value of it is shown, such as {@code s32}; empty for the default. */
    String fetchType();

    /** Whether strings are made of it. */
    boolean isCharacter();

    /** Its name, for messages. */
    String describe();
}
