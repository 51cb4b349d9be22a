/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The record that an event writes, and its {@code format} file. Fields are packed: a {@code u32} may stand at offset
 * 22.
 *
 * @param system the event's group
 * @param name the event's name
 * @param commonFields what every record begins with
 * @param fields the event's own, offsets from the record's begin
 * @param fixedSize bytes before the text of strings
 * @param printFormat what follows {@code print fmt: }
 */
public record EventLayout(String system, String name, List<EventField> commonFields, List<EventField> fields,
        int fixedSize, String printFormat) {
    public EventLayout {
        commonFields = List.copyOf(commonFields);
        fields = List.copyOf(fields);
    }

    /** The event's own field of that name. */
    public @Nullable EventField ownField(String wanted) {
        for (EventField field : fields) {
            if (field.name().equals(wanted)) {
                return field;
            }
        }
        return null;
    }

    /** The field of that name, own or common. */
    public @Nullable EventField field(String wanted) {
        EventField own = ownField(wanted);
        if (own != null) {
            return own;
        }
        for (EventField field : commonFields) {
            if (field.name().equals(wanted)) {
                return field;
            }
        }
        return null;
    }

    /** The text of {@code events/SYSTEM/NAME/format} for an event with that ID. */
    public String format(int id) {
        StringBuilder text = new StringBuilder(256 + 64 * fields.size());
        text.append("name: ").append(name).append("\nID: ").append(id).append("\nformat:\n");
        commonFields.forEach(field -> append(text, field));
        text.append('\n');
        fields.forEach(field -> append(text, field));
        return text.append("\nprint fmt: ").append(printFormat).append('\n').toString();
    }

    private static void append(StringBuilder text, EventField field) {
        text.append("\tfield:").append(field.type()).append(' ').append(field.name()).append(field.suffix())
                .append(";\toffset:").append(field.offset()).append(";\tsize:").append(field.size())
                .append(";\tsigned:").append(field.signed() ? 1 : 0).append(";\n");
    }
}
