/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.FieldVisitor;

/**
 * Reads all fields of an event's records in one call, by a class that is made for the event: code without a loop or a branch,
 * each field's place and size a constant in it.
 */
public abstract class RowReader {

    private static final String HERE = "io/kprobestudio/decoder/internal/print/";
    private static final String SELF = HERE + "RowReader";
    private static final String BODY = HERE + "StraightBody";
    private static final String VISITOR = "io/kprobestudio/decoder/FieldVisitor";
    private static final String A_VISITOR = "L" + VISITOR + ";";
    private static final int BYTES = 1;
    private static final int RECORD = 2;
    private static final int LENGTH = 3;
    private static final int TO = 4;

    private final int least;

    /** @param least the bytes that a record must have to be read so */
    protected RowReader(Integer least) {
        this.least = least;
    }

    /** The bytes that a record must have to be read so. */
    public final int least() {
        return least;
    }

    /**
     * Reads a record.
     *
     * @param bytes what holds the record
     * @param record where it begins in them
     * @param length its bytes, {@link #least} or more
     * @param to gets each field
     */
    public abstract void read(byte[] bytes, int record, int length, FieldVisitor to);

    /**
     * Makes one.
     *
     * @param fields in the order of their reading
     * @param big whether numbers have the most significant byte first
     */
    public static RowReader of(List<EventField> fields, boolean big) {
        int least = 0;
        ClassBytes code = new ClassBytes(SELF + "$Code", SELF);
        for (int i = 0; i < fields.size(); i++) {
            EventField field = fields.get(i);
            EventField.Kind kind = field.kind();
            code.load(TO).push(i);
            switch (kind) {
            case INTEGER -> {
                code.load(BYTES).loadInt(RECORD).push(field.offset()).add()
                        .callStatic(BODY, number(field, big), "([BI)J").call(VISITOR, "number", "(IJ)V");
                least = Math.max(least, field.offset() + field.size());
            }
            case TEXT, ARRAY -> {
                code.push(field.offset()).push(field.size()).call(VISITOR, "bytes", "(III)V");
                least = Math.max(least, field.offset() + field.size());
            }
            case REST -> {
                code.push(field.offset()).loadInt(LENGTH).callStatic(SELF, "rest", "(" + A_VISITOR + "III)V");
                least = Math.max(least, field.offset());
            }
            case DYNAMIC, RELATIVE -> {
                code.load(BYTES).loadInt(RECORD).push(field.offset()).add()
                        .callStatic(BODY, big ? "bigS4" : "s4", "([BI)J")
                        .push(kind == EventField.Kind.RELATIVE ? field.offset() + Integer.BYTES : 0).loadInt(LENGTH)
                        .callStatic(SELF, "pointed", "(" + A_VISITOR + "IJII)V");
                least = Math.max(least, field.offset() + Integer.BYTES);
            }
            }
        }
        byte[] made = code.finish("(Ljava/lang/Integer;)V", "read", "([BII" + A_VISITOR + ")V", TO + 1);
        try {
            Object reader = MethodHandles.lookup().defineHiddenClass(made, true).lookupClass()
                    .getDeclaredConstructor(Integer.class).newInstance(least);
            return (RowReader) Objects.requireNonNull(reader);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a class of " + fields.size() + " fields", e);
        }
    }

    private static String number(EventField field, boolean big) {
        int size = field.size();
        boolean high = field.signed() || size == Long.BYTES;
        return (big && size > 1 ? high ? "bigS" : "bigU" : high ? "s" : "u") + size;
    }

    /** What the word of a dynamic field tells: its place in the low half, its bytes in the high one. */
    static void pointed(FieldVisitor to, int field, long word, int base, int length) {
        int at = (int) (word & 0xffff) + base;
        int bytes = (int) (word >>> 16) & 0xffff;
        if (at + bytes > length) {
            to.missing(field);
        } else {
            to.bytes(field, at, bytes);
        }
    }

    /** What reaches to the record's end. */
    static void rest(FieldVisitor to, int field, int offset, int length) {
        to.bytes(field, offset, length - offset);
    }
}
