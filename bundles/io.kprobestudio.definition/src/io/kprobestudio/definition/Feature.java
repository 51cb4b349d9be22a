/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What some kernels accept or do and others do not. A feature came with a version, and may be advertised by a piece of
 * tracefs' README, which wins over the version (distributions back-port).
 */
public enum Feature {
    /** {@code $comm}. */
    COMM(4, 8, "$comm"),
    /** What is printed in hexadecimal begins with 0x, and words are no longer printed as longs. */
    HEX_PREFIX(3, 14, null),
    /** {@code x8} to {@code x64}, which are the default; {@code u} is printed in decimal. */
    HEX_TYPES(4, 9, "x8/16/32/64"),
    /** A place is an address if it reads as a number; before, if it begins with a digit. */
    ADDRESS_FIRST(4, 14, null, "4.4.88", "4.9.50", "4.12.13", "4.13.2"),
    /** Returns may be probed at addresses, and with an offset that is a function's entry all the same. */
    RETURN_AT_ENTRY(4, 12, null),
    /** An offset has a sign; one that is refused for it makes nothing, and the write succeeds. */
    SIGNED_OFFSET(4, 16, null, "4.4.124", "4.9.90", "4.14.30", "4.15.13"),
    /** A blank in a message of the kernel log that was missing. */
    LOG_BLANK(4, 6, null),
    /** Messages in the kernel log begin with the name of their source. */
    LOG_PREFIX(4, 16, null),
    /** A zero byte in a line makes it too long; before, the line ends there. */
    ZERO_REFUSED(4, 15, null),
    /** Whether a line deletes is told by its first byte, blanks included. */
    RAW_COMMAND(5, 12, null),
    /** The listing shows how many returns may be pending. */
    MAXACTIVE_LISTED(5, 10, null, "4.14.203", "4.19.153", "5.4.73", "5.9.2"),
    /** Ten returns or more may be pending where the definition does not say; before, that depended on preemption. */
    TEN_PENDING(6, 2, null, "6.0.17", "6.1.3"),
    /** {@code rN}: how many returns may be pending. */
    MAXACTIVE(4, 12, "r[maxactive]"),
    /** Dots and colons of a place become underscores in an event's name that the kernel makes up. */
    SANITIZED_NAMES(4, 14, null),
    /** {@code @+OFFSET} is refused as a place in a file. */
    FILE_OFFSETS(3, 14, null),
    /** Zero may have a minus sign. */
    NEGATIVE_ZERO(3, 15, null),
    /** A function that ftrace cannot trace is refused; at first only where ftrace makes kprobes too. */
    NOTRACE_REFUSED(4, 19, null),
    /** It is refused on all machines. */
    NOTRACE_REFUSED_EVERYWHERE(5, 11, null, "4.19.169", "5.4.91", "5.10.9"),
    /** The kernel log does not say why a probe cannot be put in place. */
    SILENT_REGISTRATION(4, 19, null),
    /** {@code TYPE[N]}. */
    ARRAYS(4, 20, "<array-size>"),
    /** {@code symbol}. */
    SYMBOL_TYPE(4, 20, "symbol,"),
    /** Arguments are compiled: new errors, limits and types. */
    COMPILED_FETCH(4, 20, null),
    /** {@code $argN} at a function's entry, on machines that have it. */
    FUNCTION_ARGUMENTS(4, 20, "$comm, $arg<N>"),
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
    /** A function that the compiler split off may be probed where the whole one may be traced. */
    SUFFIX_CHECKED(5, 5, null, "4.19.92", "5.4.7"),
    /** {@code SYM%return}. */
    RETURN_SUFFIX(5, 10, "%return"),
    /** On arm64 functions begin with room for ftrace's call. */
    PATCHABLE_ENTRIES(5, 5, null),
    /** On arm ftrace does not need frame pointers. */
    ARM_UNWINDER(5, 17, null),
    /** {@code e:}: events attached to events. */
    EVENT_PROBES(5, 15, "e[:["),
    /** {@code if FILTER} behind the arguments of an event probe. */
    EVENT_FILTERS(6, 1, null),
    /** {@code FIELD.function} in filters. */
    FILTER_FUNCTIONS(6, 3, null),
    /** An event's directory comes before a control file of its name; before, it was not made. */
    DIRECTORY_FIRST(6, 6, null),
    /** {@code stacktrace} in filters. */
    FILTER_STACKS(6, 3, null),
    /** {@code CPUS{LIST}} in filters. */
    FILTER_CPUS(6, 6, null),
    /** {@code GROUP.EVENT}. */
    DOT_SEPARATOR(5, 15, null),
    /** An event with the name of one that exists is refused. */
    STATIC_NAMES_REFUSED(5, 15, null, "5.4.148", "5.10.67", "5.14.7"),
    /** A place outside of all symbols counts as missing, and the entry of a function may lie behind a branch target. */
    ENTRY_ADJUSTED(5, 18, null),
    /** {@code p:GROUP/ PLACE}: the event's name may be left out. */
    OPTIONAL_EVENT_NAME(6, 0, "[<group>/][<event>]"),
    /** {@code $COMM}. */
    UPPER_CASE_COMM(6, 0, null, "5.4.211", "5.10.138", "5.15.63", "5.19.4"),
    /** Groups may have hyphens. */
    HYPHEN_GROUPS(6, 2, null, "5.15.87", "6.0.18", "6.1.4"),
    /** An event's name has 63 bytes at most; before, 64 passed. */
    EVENT_NAME_LIMIT(6, 15, null, "5.4.294", "5.10.238", "5.15.185", "6.1.141", "6.6.93", "6.12.31", "6.14.9"),
    /** {@code symstr}. */
    SYMBOL_STRING(6, 2, "symstr", "6.1.43"),
    /** What is text by itself says so when given another type; before, it is refused without a word. */
    STRING_TYPE_WORDS(6, 8, null, "6.6.18", "6.7.6"),
    /** An argument has the room of the type that BTF knows; before, that of a word, whatever its type. */
    BTF_SIZES(6, 8, null, "6.6.18", "6.7.6"),
    /** A text of nothing but its opening quote is refused. */
    EMPTY_TEXT_REFUSED(7, 1, null, "5.10.253", "5.15.203", "6.1.168", "6.6.134", "6.12.81",
            "6.18.22", "6.19.12"),
    /** The format of an array does not say how many elements it has. */
    ARRAY_LENGTH_HIDDEN(6, 2, null, "6.1.13"),
    /** {@code error_log} takes commands of any length; before, what it says of long ones runs together. */
    LONG_ERROR_LOG(5, 17, null),
    /** {@code char}. */
    CHARACTER(6, 3, "char, string"),
    /** {@code f:}: functions by fprobe. */
    FUNCTION_PROBES(6, 5, "f[:["),
    /** {@code t:}: raw tracepoints. */
    TRACEPOINT_PROBES(6, 5, "t[:["),
    /**
     * Arguments are read with a running position: places of errors behind nested ones shift, {@code $retval} is a
     * prefix.
     */
    PARSE_CONTEXT(6, 5, null),
    /** Arguments by their name in the source, and {@code $arg*}. */
    BTF_ARGUMENTS(6, 5, "<argname>"),
    /** {@code ARG->FIELD}. */
    BTF_FIELDS(6, 6, "<argname>[->field"),
    /** A symbol that is there twice is refused. */
    UNIQUE_SYMBOL(6, 7, null, "5.10.227", "5.15.138", "6.1.60", "6.5.9", "6.6.0"),
    /** A symbol is looked for before all else of a place, and a missing one is an invalid argument. */
    PLACE_VALIDATED(6, 12, null),
    /** An unknown symbol of a return probe is found at its registration only. */
    LATE_MISSING(5, 11, null, "4.14.222", "4.19.176", "5.4.98", "5.10.16"),
    /** {@code $argN} at a function's return. */
    RETURN_ARGUMENTS(6, 9, null),
    /** {@code %pd} and {@code %pD}. */
    DENTRY_TYPES(6, 10, "%pd/%pD"),
    /** More than 128 arguments are refused; before, those past the 128th are left out silently. */
    ARGUMENT_COUNT_CHECKED(6, 12, null, "6.11.6"),
    /** What is too long is E2BIG; before, an invalid argument. */
    LENGTH_ERRNO(6, 9, null),
    /** An argument may have 255 bytes; before 63. */
    LONG_ARGUMENTS(7, 3, null),
    /** Too many arguments are refused in words. */
    ARGUMENT_COUNT_WORDS(6, 15, null, "6.13.12", "6.14.3"),
    /** {@code f} has no number of pending returns. */
    FPROBE_WITHOUT_MAXACTIVE(6, 14, null),
    /** {@code $arg*} without type information ends the reading; 6.12 reads on. (Which version was the first is not known.) */
    LIST_OF_ARGUMENTS_REFUSED(6, 14, null),
    /** Whatever is wrong when {@code f} or {@code t} is put in place is an invalid argument. */
    FPROBE_ALL_INVALID(6, 14, null),
    /** A tracepoint that is not there may come with a module. */
    MODULE_TRACEPOINTS(6, 12, null),
    /** {@code f} and {@code t} are put in place when they are enabled. */
    FPROBE_REGISTERED_LATER(6, 16, null),
    /** {@code dynamic_events} says when no kind of event takes a line. */
    NO_KIND_WORDS(6, 19, null),
    /** An event of more than 3072 bytes is refused. */
    EVENT_SIZE_CHECKED(7, 1, null, "5.10.259", "5.15.210", "6.1.176", "6.6.140", "6.12.90", "6.18.30", "7.0.7"),
    /** {@code %pd} and {@code %pD} in event probes too. */
    DENTRY_EVERYWHERE(99, 0, null),
    /** {@code (STRUCT)FIELD->MEMBER} in event probes. */
    TYPECASTS(7, 2, null);

    private final KernelVersion since;
    private final @Nullable String advertisement;
    private final List<KernelVersion> backports;

    Feature(int major, int minor, @Nullable String advertisement, String... backports) {
        since = new KernelVersion(major, minor);
        this.advertisement = advertisement;
        this.backports = Arrays.stream(backports).map(KernelVersion::parse).toList();
    }

    /** Whether a kernel of that version has it, mainline or stable. */
    boolean cameWith(KernelVersion version) {
        if (version.compareTo(since) >= 0) {
            return true;
        }
        for (KernelVersion backport : backports) {
            if (version.major() == backport.major() && version.minor() == backport.minor()
                    && version.patch() >= backport.patch()) {
                return true;
            }
        }
        return false;
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
