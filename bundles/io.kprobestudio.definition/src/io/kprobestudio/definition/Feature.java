/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What some kernels accept or do and others do not. A feature came with a version, and may be advertised by a piece of
 * tracefs' README, which wins over the version (distributions back-port).
 */
public enum Feature {
    /** {@code $comm}. */
    COMM(4, 8, "$comm"),
    /** {@code x8} to {@code x64}, which are the default; {@code u} is printed in decimal. */
    HEX_TYPES(4, 9, "x8/16/32/64"),
    /** {@code rN}: how many returns may be pending. */
    MAXACTIVE(4, 12, "r[maxactive]"),
    /** Dots and colons of a place become underscores in an event's name that the kernel makes up. */
    SANITIZED_NAMES(4, 14, null),
    /** {@code @SYM-OFFSET}, and an unknown {@code @SYM} is refused. */
    SYMBOL_CHECKED(4, 18, null),
    /** A function that ftrace cannot trace is refused. */
    NOTRACE_REFUSED(4, 19, null),
    /** {@code TYPE[N]}. */
    ARRAYS(4, 20, "<array-size>"),
    /** {@code symbol}. */
    SYMBOL_TYPE(4, 20, "symbol,"),
    /** Arguments are compiled: new errors, limits and types. */
    COMPILED_FETCH(4, 20, null),
    /** {@code $argN} at a function's entry, on machines that have it. */
    FUNCTION_ARGUMENTS(4, 20, "$arg<N>"),
    /** All dynamic events are in one list, and {@code dynamic_events} shows it. */
    DYNAMIC_EVENTS(5, 0, null),
    /** {@code error_log}; before, reasons are in the kernel log. */
    ERROR_LOG(5, 2, null),
    /** {@code ustring} and {@code +u0()}. */
    USER_MEMORY(5, 3, "ustring"),
    /** {@code \VALUE} and {@code \"TEXT"}. */
    IMMEDIATES(5, 4, "imm-value"),
    /** A second probe is added to an event of the same name, where it fits; before, it replaces it. */
    APPEND(5, 4, "Create/append/"),
    /** {@code SYM%return}. */
    RETURN_SUFFIX(5, 10, "%return"),
    /** {@code e:}: events attached to events. */
    EVENT_PROBES(5, 15, "e[:["),
    /** {@code GROUP.EVENT}. */
    DOT_SEPARATOR(5, 15, null),
    /** An event with the name of one that exists is refused. */
    STATIC_NAMES_REFUSED(5, 15, null),
    /** {@code p:GROUP/ PLACE}: the event's name may be left out. */
    OPTIONAL_EVENT_NAME(6, 0, "[<group>/][<event>]"),
    /** {@code $COMM}. */
    UPPER_CASE_COMM(6, 0, null),
    /** {@code symstr}. */
    SYMBOL_STRING(6, 2, "symstr"),
    /** {@code char}. */
    CHARACTER(6, 4, "char, string"),
    /** {@code f:}: functions by fprobe. */
    FUNCTION_PROBES(6, 5, "f[:["),
    /** {@code t:}: raw tracepoints. */
    TRACEPOINT_PROBES(6, 5, "t[:["),
    /** Arguments by their name in the source, and {@code $arg*}. */
    BTF_ARGUMENTS(6, 5, "<argname>"),
    /** {@code ARG->FIELD}. */
    BTF_FIELDS(6, 6, "<argname>[->field"),
    /** A symbol that is there twice is refused. */
    UNIQUE_SYMBOL(6, 7, null),
    /** {@code $argN} at a function's return. */
    RETURN_ARGUMENTS(6, 9, null),
    /** {@code %pd} and {@code %pD}. */
    DENTRY_TYPES(6, 10, "%pd/%pD"),
    /** More than 128 arguments are refused; before, those past the 128th are left out silently. */
    ARGUMENT_COUNT_CHECKED(6, 12, null),
    /** {@code (STRUCT)FIELD->MEMBER} in event probes. */
    TYPECASTS(7, 2, null);

    private final KernelVersion since;
    private final @Nullable String advertisement;

    Feature(int major, int minor, @Nullable String advertisement) {
        since = new KernelVersion(major, minor);
        this.advertisement = advertisement;
    }

    /** The mainline version that it came with. */
    public KernelVersion since() {
        return since;
    }

    /** What tracefs' README says where the kernel has it; null if it says nothing. */
    public @Nullable String advertisement() {
        return advertisement;
    }
}
