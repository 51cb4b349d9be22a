/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/** What a definition makes. */
public enum ProbeKind {
    /** {@code p}: a kprobe. */
    KPROBE('p', "kprobes"),
    /** {@code r}, or {@code p} with {@code %return}: a kretprobe. */
    KRETPROBE('r', "kprobes"),
    /** {@code f}: a function's entry, by fprobe. */
    FPROBE('f', "fprobes"),
    /** {@code f} with {@code %return} or {@code $retval}: a function's exit, by fprobe. */
    FRETPROBE('f', "fprobes"),
    /** {@code t}: a raw tracepoint. */
    TPROBE('t', "tracepoints"),
    /** {@code e}: an event attached to another event. */
    EPROBE('e', "eprobes"),
    /** {@code -}: takes events away. */
    DELETE('-', "");

    private final char letter;
    private final String group;

    ProbeKind(char letter, String group) {
        this.letter = letter;
        this.group = group;
    }

    /** The letter that begins a listing of it. */
    public char letter() {
        return letter;
    }

    /** The group of a definition that names none; empty for {@link #DELETE}. */
    public String defaultGroup() {
        return group;
    }

    /** Whether it is hit when a function returns, its record holding the function and its caller. */
    public boolean isReturn() {
        return this == KRETPROBE || this == FRETPROBE;
    }

    /** Whether the record begins with an instruction pointer or two. */
    public boolean hasAddress() {
        return this != EPROBE && this != DELETE;
    }
}
