/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the records of one event are read, made once from its format. Immutable, thread-safe. */
public final class EventPlan {

    private final EventFormat format;
    private final List<FieldReader> fields;
    private final FieldReader pid;
    private final FieldReader flags;
    private final FieldReader preempt;

    EventPlan(EventFormat format, int wordSize) {
        this.format = format;
        List<FieldReader> readers = new ArrayList<>();
        for (EventField field : format.ownFields()) {
            readers.add(new FieldReader(field, wordSize, isHex(format, field)));
        }
        fields = List.copyOf(readers);
        pid = common("common_pid", new EventField("common_pid", "int", "-", 4, 4, true), wordSize);
        flags = common("common_flags", new EventField("common_flags", "unsigned char", "-", 2, 1, false), wordSize);
        preempt = common("common_preempt_count",
                new EventField("common_preempt_count", "unsigned char", "-", 3, 1, false), wordSize);
    }

    private FieldReader common(String name, EventField otherwise, int wordSize) {
        return new FieldReader(format.field(name).orElse(otherwise), wordSize, false);
    }

    /** Probe places and what a probe's print format shows behind 0x. */
    private static boolean isHex(EventFormat format, EventField field) {
        return field.name().startsWith("__probe_") || format.printFormat().contains(" " + field.name() + "=0x%")
                || format.printFormat().contains(" " + field.name() + "={0x%");
    }

    /** The format that the plan was made from. */
    public EventFormat format() {
        return format;
    }

    /** The event's own fields, in the format's order. */
    public List<FieldReader> fields() {
        return fields;
    }

    /** The reader of a field, common ones included: look it up once, not once an event. */
    public Optional<FieldReader> field(String name) {
        for (FieldReader reader : fields) {
            if (reader.name().equals(name)) {
                return Optional.of(reader);
            }
        }
        return switch (name) {
        case "common_pid" -> Optional.of(pid);
        case "common_flags" -> Optional.of(flags);
        case "common_preempt_count" -> Optional.of(preempt);
        default -> Optional.empty();
        };
    }

    /** Reads the thread ID. */
    public FieldReader pid() {
        return pid;
    }

    /** Reads {@code common_flags}. */
    public FieldReader flags() {
        return flags;
    }

    /** Reads {@code common_preempt_count}. */
    public FieldReader preempt() {
        return preempt;
    }
}
