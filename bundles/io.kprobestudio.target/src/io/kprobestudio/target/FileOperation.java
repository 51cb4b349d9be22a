/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** An operation on a file of the target, as messages name it. */
public enum FileOperation {

    /** Reading a file. */
    READ("read"),
    /** Writing a file, opened without truncation. */
    APPEND("append to"),
    /** Writing a file, opened with truncation. */
    TRUNCATE("write"),
    /** Listing a folder. */
    LIST("list"),
    /** Making a folder. */
    MAKE_DIRECTORY("make folder"),
    /** Removing a folder. */
    REMOVE_DIRECTORY("remove folder");

    private final String verb;

    FileOperation(String verb) {
        this.verb = verb;
    }

    /** The operation in words that a path can follow. */
    public String verb() {
        return verb;
    }
}
