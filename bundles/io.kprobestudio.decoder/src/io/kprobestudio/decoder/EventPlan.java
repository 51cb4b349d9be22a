/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import io.kprobestudio.decoder.internal.print.RowReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;

/** How the records of one event are read, made once from its format. Immutable, thread-safe. */
public final class EventPlan {

    private final EventFormat format;
    private final List<FieldReader> fields;
    private final FieldReader pid;
    private final FieldReader flags;
    private final FieldReader preempt;
    private final boolean big;
    private @Nullable RowReader row;

    EventPlan(EventFormat format, PageLayout layout) {
        this.format = format;
        int wordSize = layout.wordSize();
        big = layout.order() == ByteOrder.BIG_ENDIAN;
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

    /** How many fields {@link #visit} reads: the {@link #fields}, and three common ones. */
    public int visited() {
        return fields.size() + 3;
    }

    /**
     * Reads all of a record at once: the {@link #fields} in their order, then thread ID, flags and preemption count. The quickest
     * way to many fields; for one use its reader.
     *
     * @param buffer in the kernel's byte order
     * @param record where the event's common fields begin
     * @param length the payload's bytes
     * @param to     gets each field
     */
    public void visit(ByteBuffer buffer, int record, int length, FieldVisitor to) {
        if (buffer.hasArray()) {
            RowReader reader = row;
            if (reader == null) {
                reader = RowReader.of(all().map(FieldReader::field).toList(), big);
                // Two threads may make the same one; either will do, its fields being final.
                row = reader;
            }
            if (length >= reader.least()) {
                reader.read(buffer.array(), buffer.arrayOffset() + record, length, to);
                return;
            }
        }
        int[] field = { 0 };
        all().forEach(reader -> visit(reader, field[0]++, buffer, record, length, to));
    }

    private Stream<FieldReader> all() {
        return Stream.concat(fields.stream(), Stream.of(pid, flags, preempt));
    }

    private static void visit(FieldReader reader, int field, ByteBuffer buffer, int record, int length,
            FieldVisitor to) {
        int at = reader.dataOffset(buffer, record, length);
        if (at < 0) {
            to.missing(field);
        } else if (reader.isNumber()) {
            to.number(field, reader.number(buffer, record, length));
        } else {
            to.bytes(field, at, reader.dataLength(buffer, record, length));
        }
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
