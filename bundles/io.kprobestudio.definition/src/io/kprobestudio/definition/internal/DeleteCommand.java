/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.ProbeKind;
import java.util.List;

/** {@code -:[GROUP/]EVENT [PLACE [ARGUMENTS]]} (dyn_event_release in kernel/trace/trace_dynevent.c). */
final class DeleteCommand {
    private final Kernel kernel;
    private final Report report;
    private final Words words;

    DeleteCommand(Kernel kernel, Report report, Words words) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
    }

    Outcome read() {
        byte[] head = words.bytes(0);
        int colon = head[0] == '-' ? head.length > 1 && head[1] == ':' ? 1 : -1 : Bytes.find(head, 0, head.length, ':');
        if (colon < 0) {
            report.silent(Errno.EINVAL, "a deletion needs an event's name", 0, 0, head.length);
            return Outcome.NOTHING;
        }
        int slash = Bytes.find(head, colon + 1, head.length, '/');
        String group = slash < 0 ? null : Bytes.text(head, colon + 1, slash);
        String event = Bytes.text(head, slash < 0 ? colon + 1 : slash + 1, head.length);
        if (event.isEmpty() && (group == null || !kernel.has(Feature.OPTIONAL_EVENT_NAME))) {
            report.silent(Errno.EINVAL, "a deletion needs an event's name", 0, head.length, 0);
            return Outcome.NOTHING;
        }
        String wanted = group == null && !kernel.has(Feature.DYNAMIC_EVENTS) ? ProbeKind.KPROBE.defaultGroup() : group;
        return new Outcome(null, new Outcome.Deletion(wanted, event,
                kernel.has(Feature.APPEND) ? Arguments.rest(words, 1) : List.of()), 0, false);
    }
}
