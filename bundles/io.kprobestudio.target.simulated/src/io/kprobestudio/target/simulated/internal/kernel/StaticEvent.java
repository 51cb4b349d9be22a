/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The record of a static event, filled field by field by its {@code format}; a field that this kernel lacks is left out. */
public final class StaticEvent {

    private final EventFormat format;
    private byte[] record;
    private int end;

    StaticEvent(EventFormat format) {
        this.format = format;
        int fixed = 8;
        for (EventField field : format.fields()) {
            fixed = Math.max(fixed, field.offset() + field.size());
        }
        record = new byte[fixed];
        end = fixed;
    }

    /** Sets a number. */
    public StaticEvent set(String name, long value) {
        Optional<EventField> field = format.field(name);
        if (field.isPresent()) {
            for (int i = 0; i < field.get().size(); i++) {
                record[field.get().offset() + i] = (byte) (i < 8 ? value >>> 8 * i : 0);
            }
        }
        return this;
    }

    /** Sets a number of an array of words. */
    public StaticEvent set(String name, int index, long value) {
        Optional<EventField> field = format.field(name);
        if (field.isPresent() && 4 * index + 4 <= field.get().size()) {
            for (int i = 0; i < 4; i++) {
                record[field.get().offset() + 4 * index + i] = (byte) (value >>> 8 * i);
            }
        }
        return this;
    }

    /** Sets a text, in place or behind a {@code __data_loc} word. */
    public StaticEvent set(String name, String text) {
        Optional<EventField> field = format.field(name);
        if (field.isEmpty()) {
            return this;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = field.get().offset();
        if (field.get().kind() == EventField.Kind.DYNAMIC) {
            record = Arrays.copyOf(record, end + bytes.length + 1);
            System.arraycopy(bytes, 0, record, end, bytes.length);
            int word = bytes.length + 1 << 16 | end;
            for (int i = 0; i < 4; i++) {
                record[at + i] = (byte) (word >>> 8 * i);
            }
            end = record.length;
        } else if (field.get().kind() == EventField.Kind.TEXT) {
            System.arraycopy(bytes, 0, record, at, Math.min(bytes.length, field.get().size() - 1));
        }
        return this;
    }

    byte[] record() {
        return record;
    }

    /** Writes the fields that every record begins with. */
    static void common(byte[] record, int id, int flags, int preempt, int pid) {
        record[0] = (byte) id;
        record[1] = (byte) (id >>> 8);
        record[2] = (byte) flags;
        record[3] = (byte) preempt;
        for (int i = 0; i < 4; i++) {
            record[4 + i] = (byte) (pid >>> 8 * i);
        }
    }
}
