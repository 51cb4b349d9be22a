/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.ProbeKind;
import org.eclipse.jdt.annotation.Nullable;

/**
 * {@code [GROUP/]EVENT} as kernels from 5.2 on read it (traceprobe_parse_event_name in kernel/trace/trace_probe.c).
 *
 * @param group null where none is written
 * @param event null where none is written
 * @param fine false when it is refused
 */
record EventName(@Nullable String group, @Nullable String event, boolean fine) {
    /** MAX_EVENT_NAME_LEN, the terminating zero included. */
    static final int MAX = 64;

    /** Reads the name of an event of that kind in a word, from {@code from} on, which counts from the word's begin. */
    static EventName parse(Kernel kernel, Report report, byte[] text, int word, int from, ProbeKind kind) {
        int slash = Bytes.find(text, from, text.length, '/');
        if (slash < 0 && kernel.has(Feature.DOT_SEPARATOR)) {
            slash = Bytes.find(text, from, text.length, '.');
        }
        String group = null;
        int at = from;
        boolean fine = true;
        if (slash >= 0) {
            if (slash == from) {
                report.withFixes(Fixes.insert(report.column(word, from), kind.defaultGroup()));
                report.error(Errno.EINVAL, ErrorText.NO_GROUP_NAME, word, from, 1);
                fine = false;
            } else if (slash - from + 1 > MAX) {
                report.error(Errno.EINVAL, ErrorText.GROUP_TOO_LONG, word, from, slash - from);
                fine = false;
            } else if (kernel.has(Feature.HYPHEN_GROUPS) ? !Ctype.isGoodSystemName(text, from, slash)
                    : !Ctype.isGoodName(text, from, slash)) {
                report.withFixes(Fixes.identifier(report.column(word, from), Bytes.text(text, from, slash)))
                        .error(Errno.EINVAL, ErrorText.BAD_GROUP_NAME, word, from, slash - from);
                fine = false;
            }
            group = Bytes.text(text, from, slash);
            at = slash + 1;
        }
        int length = text.length - at;
        if (length == 0) {
            if (slash >= 0 && kernel.has(Feature.OPTIONAL_EVENT_NAME)) {
                return new EventName(group, null, fine);
            }
            report.error(Errno.EINVAL, ErrorText.NO_EVENT_NAME, word, at, 0);
            return new EventName(group, null, false);
        }
        if (length > (kernel.has(Feature.EVENT_NAME_LIMIT) ? MAX - 1 : MAX)) {
            report.error(Errno.EINVAL, ErrorText.EVENT_TOO_LONG, word, at, length);
            fine = false;
        } else if (!Ctype.isGoodName(text, at, text.length)) {
            report.withFixes(Fixes.identifier(report.column(word, at), Bytes.text(text, at, text.length)))
                    .error(Errno.EINVAL, ErrorText.BAD_EVENT_NAME, word, at, length);
            fine = false;
        }
        return new EventName(group, Bytes.text(text, at, text.length), fine);
    }

    /** A name that the kernel makes of a place: cut to its buffer, and without dots and colons, from 6.5 on without stars. */
    static String madeUp(Kernel kernel, String name) {
        String cut = name.length() >= MAX ? name.substring(0, MAX - 1) : name;
        if (!kernel.has(Feature.SANITIZED_NAMES) || cut.isEmpty()) {
            return cut;
        }
        String clean = cut.charAt(0) + cut.substring(1).replace(':', '_').replace('.', '_');
        return kernel.has(Feature.FUNCTION_PROBES) ? cut.charAt(0) + clean.substring(1).replace('*', '_') : clean;
    }
}
