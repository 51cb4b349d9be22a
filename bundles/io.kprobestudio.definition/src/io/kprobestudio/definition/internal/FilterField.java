/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A field as filters see it (filter_assign_type in kernel/trace/trace_events_filter.c).
 *
 * @param kind what it may be compared with
 * @param size its bytes in the record, 0 where it is not in it
 * @param signed whether a number may be negative
 */
record FilterField(Kind kind, int size, boolean signed) {
    /** MAX_FILTER_STR_VAL. */
    static final int MOST_TEXT = 256;
    /** The kernel's buffer for a number, the final zero included. */
    static final int MOST_DIGITS = 24;

    private static final Pattern LIST = Pattern.compile("(all|[0-9]+|N)(-([0-9]+|N)(:[0-9]+/[0-9]+)?)?");

    /** What a field may be compared with. */
    enum Kind {
        TEXT, NUMBER, PROCESSOR, PROCESSORS, STACK
    }

    /** The field of that name: the event's, one that every event has beside its record, or a common one. */
    static @Nullable FilterField find(Kernel kernel, EventLayout event, String name) {
        EventField own = event.field(name);
        if (own != null) {
            return of(own);
        }
        return switch (name) {
        case "CPU", "cpu" -> new FilterField(Kind.PROCESSOR, 0, true);
        case "COMM", "comm" -> new FilterField(Kind.TEXT, 0, false);
        case "stacktrace", "STACKTRACE" -> kernel.has(Feature.FILTER_STACKS) ? new FilterField(Kind.STACK, 0, false)
                : null;
        default -> null;
        };
    }

    private static FilterField of(EventField field) {
        String type = field.type() + field.suffix();
        boolean characters = type.contains("char");
        boolean located = type.contains("__data_loc") || type.contains("__rel_loc");
        Kind kind = Kind.NUMBER;
        if (located && !characters && type.contains("cpumask_t")) {
            kind = Kind.PROCESSORS;
        } else if (characters && (located || type.indexOf('[') >= 0) || type.equals("char *")
                || type.equals("const char *")) {
            kind = Kind.TEXT;
        }
        return new FilterField(kind, field.size(), field.signed());
    }

    boolean isString() {
        return kind == Kind.TEXT;
    }

    boolean takesProcessors() {
        return kind == Kind.NUMBER || kind == Kind.PROCESSOR || kind == Kind.PROCESSORS;
    }

    /** Whether text is a list of processors, such as {@code 0,2-5}. */
    static boolean isList(String text) {
        for (String part : text.split(",", -1)) {
            if (!part.isEmpty() && !LIST.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }
}
