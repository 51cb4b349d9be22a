/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one field out of records, by a plan made once from its format. Immutable, thread-safe. Buffers are in the
 * kernel's byte order; {@code record} is where the event's common fields begin, {@code length} the payload's bytes.
 * Nothing outside {@code record .. record + length} is read, whatever the record says.
 */
public final class FieldReader {

    private final EventField field;
    private final EventField.Kind kind;
    private final int offset;
    private final int size;
    private final int end;
    private final boolean signed;
    private final int elementSize;
    private final boolean text;
    private final boolean hex;

    FieldReader(EventField field, int wordSize, boolean hex) {
        this.field = field;
        kind = field.kind();
        offset = field.offset();
        size = field.size();
        end = offset + size;
        signed = field.signed();
        elementSize = field.elementSize(wordSize);
        text = field.isText();
        this.hex = hex || field.isPointer();
    }

    /** The field. */
    public EventField field() {
        return field;
    }

    /** The field's name. */
    public String name() {
        return field.name();
    }

    /** Whether {@link #number} has a meaning. */
    public boolean isNumber() {
        return kind == EventField.Kind.INTEGER;
    }

    /** Whether the number reads better in hex. */
    public boolean isHex() {
        return hex;
    }

    /** Whether {@link #text} has a meaning. */
    public boolean isText() {
        return text;
    }

    /** The number, sign-extended where the field is signed; 0 where the record is too short. */
    public long number(ByteBuffer buffer, int record, int length) {
        if (end > length) {
            return 0;
        }
        return read(buffer, record + offset, size, signed);
    }

    static long read(ByteBuffer buffer, int at, int size, boolean signed) {
        switch (size) {
        case 1:
            byte b = buffer.get(at);
            return signed ? b : b & 0xff;
        case 2:
            short s = buffer.getShort(at);
            return signed ? s : s & 0xffff;
        case 4:
            int i = buffer.getInt(at);
            return signed ? i : i & 0xffffffffL;
        case 8:
            return buffer.getLong(at);
        default:
            return 0;
        }
    }

    /** Where the field's bytes begin, counted from the record's beginning; -1 where the record is too short. */
    public int dataOffset(ByteBuffer buffer, int record, int length) {
        return switch (kind) {
        case INTEGER, TEXT, ARRAY -> end > length ? -1 : offset;
        case REST -> offset > length ? -1 : offset;
        case DYNAMIC, RELATIVE -> {
            if (offset + Integer.BYTES > length) {
                yield -1;
            }
            int word = buffer.getInt(record + offset);
            int at = (word & 0xffff) + (kind == EventField.Kind.RELATIVE ? offset + Integer.BYTES : 0);
            yield at + (word >>> 16) > length ? -1 : at;
        }
        };
    }

    /** How many bytes the field has in this record; 0 where the kernel could not read, or the record is too short. */
    public int dataLength(ByteBuffer buffer, int record, int length) {
        return switch (kind) {
        case INTEGER, TEXT, ARRAY -> end > length ? 0 : size;
        case REST -> Math.max(0, length - offset);
        case DYNAMIC, RELATIVE ->
            dataOffset(buffer, record, length) < 0 ? 0 : buffer.getInt(record + offset) >>> 16;
        };
    }

    /** The text up to its NUL, a character a byte; empty where there is none. */
    public String text(ByteBuffer buffer, int record, int length) {
        int at = dataOffset(buffer, record, length);
        return at < 0 ? "" : textAt(buffer, record + at, dataLength(buffer, record, length));
    }

    private static String textAt(ByteBuffer buffer, int at, int room) {
        int bytes = 0;
        while (bytes < room && buffer.get(at + bytes) != 0) {
            bytes++;
        }
        byte[] copy = new byte[bytes];
        buffer.get(at, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }

    /** The value as an object. */
    public FieldValue value(ByteBuffer buffer, int record, int length) {
        if (kind == EventField.Kind.INTEGER) {
            return end > length ? new FieldValue.Missing()
                    : new FieldValue.Number(number(buffer, record, length), size, signed, hex);
        }
        int at = dataOffset(buffer, record, length);
        int bytes = dataLength(buffer, record, length);
        if (at < 0 || text && bytes == 0 && kind != EventField.Kind.REST) {
            return new FieldValue.Missing();
        }
        if (text) {
            return new FieldValue.Text(textAt(buffer, record + at, bytes));
        }
        List<FieldValue> values = new ArrayList<>();
        if (field.isTextArray()) {
            int words = Math.max(bytes, size) / Integer.BYTES;
            int from = kind == EventField.Kind.DYNAMIC ? offset : at;
            for (int i = 0; i < words && from + 4 * i + 4 <= length; i++) {
                values.add(located(buffer, record, length, buffer.getInt(record + from + 4 * i)));
            }
            return new FieldValue.Array(values);
        }
        boolean elementSigned = signed && kind == EventField.Kind.ARRAY;
        for (int i = 0; i + elementSize <= bytes; i += elementSize) {
            values.add(new FieldValue.Number(read(buffer, record + at + i, elementSize, elementSigned), elementSize,
                    elementSigned, hex));
        }
        return new FieldValue.Array(values);
    }

    private static FieldValue located(ByteBuffer buffer, int record, int length, int word) {
        int at = word & 0xffff;
        int bytes = word >>> 16;
        return bytes == 0 || at + bytes > length ? new FieldValue.Missing()
                : new FieldValue.Text(textAt(buffer, record + at, bytes));
    }

    static int commonType(ByteBuffer buffer, int record) {
        return buffer.getShort(record) & 0xffff;
    }

}
