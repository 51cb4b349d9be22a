/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.Nullable;

/**
 * One step of how a kernel fetches an argument. A program is one load, then dereferences, then a store, and where asked
 * for a bit field and a repetition.
 */
public sealed interface FetchStep {
    /** Loads a value. */
    sealed interface Load extends FetchStep {
    }

    /**
     * A register, by the name used in the definition without {@code %}, and its index in {@link
     * Architecture#registers()}.
     */
    record Register(String name, int index) implements Load {
    }

    /** The n-th word of the kernel stack. */
    record StackSlot(int index) implements Load {
    }

    /** The stack pointer. */
    record StackPointer() implements Load {
    }

    /** A function's return value. */
    record ReturnValue() implements Load {
    }

    /** A function's argument at its entry, counted from 0. */
    record FunctionArgument(int index) implements Load {
    }

    /** A function's argument, counted from 0, saved at its entry and read at its return. */
    record SavedArgument(int index) implements Load {
    }

    /** A constant. */
    record Immediate(long value) implements Load {
    }

    /** An address known by name; {@code address} is what the description says, 0 where it says nothing. */
    record SymbolAddress(String symbol, long offset, long address) implements Load {
    }

    /** The address of the current task's name. */
    record TaskName() implements Load {
    }

    /** The address of a text that is part of the definition, a byte as one code point. */
    record Text(String text) implements Load {
    }

    /** A field of the event that an event probe is attached to. */
    record AttachedField(EventField field) implements Load {
    }

    /** Reads a word of the machine at the value plus {@code offset}; {@code user} from user memory. */
    record Dereference(long offset, boolean user) implements FetchStep {
    }

    /** How a value gets into the record. */
    enum StoreKind {
        /** The value itself. */
        RAW,
        /** {@code size} bytes at the value plus offset. */
        MEMORY,
        /** {@code size} bytes of user memory at the value plus offset. */
        USER_MEMORY,
        /** The text at the value plus offset. */
        STRING,
        /** The text in user memory at the value plus offset. */
        USER_STRING,
        /** The name of the symbol at the value. */
        SYMBOL_STRING,
        /** The length of the text at the value plus offset, with its end (until 4.19). */
        STRING_SIZE
    }

    /** Puts the value into the record; {@code size} is that of one value of the type. */
    record Store(StoreKind kind, int size, long offset) implements FetchStep {
    }

    /** Shifts the stored value, {@code size} bytes wide, left and then right, keeping the type's width. */
    record BitField(int size, int leftShift, int rightShift) implements FetchStep {
    }

    /**
     * Repeats the store {@code count} times in all: numbers from consecutive memory, strings from consecutive pointers
     * which are {@code count} words at the last dereference's place.
     */
    record Repeat(int count) implements FetchStep {
    }

    /** Marks where an argument's value cannot be said; {@code reason} for people. */
    record Unknown(@Nullable String reason) implements Load {
    }
}
