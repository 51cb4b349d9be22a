/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

/**
 * Something that can stand at a place of a line.
 *
 * @param column where what it replaces begins, 0-based, in bytes of the line
 * @param length bytes that it replaces; 0 inserts
 * @param text what is put there
 * @param detail what it is, in a few words; empty where its text says it all
 * @param kind what kind of thing it is
 */
public record Completion(int column, int length, String text, String detail, Kind kind) {
    /** What can be completed. */
    public enum Kind {
        /** What a definition begins with. */
        COMMAND,
        /** A group of events. */
        GROUP,
        /** A function, a tracepoint or an event. */
        PLACE,
        /** A register. */
        REGISTER,
        /** What begins with a dollar sign. */
        VARIABLE,
        /** A function's argument by its name. */
        ARGUMENT,
        /** A type. */
        TYPE,
        /** A piece of syntax. */
        SYNTAX
    }
}
