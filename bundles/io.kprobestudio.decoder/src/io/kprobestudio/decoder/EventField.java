/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import io.kprobestudio.decoder.internal.CType;

/**
 * A field of an event, from one {@code field:} line of its {@code format} file.
 *
 * @param name      such as {@code common_pid}
 * @param type      as declared, without the name and its brackets: {@code unsigned long}, {@code __data_loc char[]}
 * @param array     what stood in brackets after the name ({@code 16}, {@code 30+1}, empty for {@code buf[]}), or
 *                  {@code "-"} for a field that is no array
 * @param offset    in the event, in bytes
 * @param size      in bytes; 0 for what reaches to the record's end; 4 for the descriptor of a dynamic array
 * @param signed    whether the kernel calls it signed
 */
public record EventField(String name, String type, String array, int offset, int size, boolean signed) {

    /** What a field is made of. */
    public enum Kind {
        /** A number of 1, 2, 4 or 8 bytes, pointers and enums included. */
        INTEGER,
        /** A fixed array of {@code char}: text up to its first NUL. */
        TEXT,
        /** A fixed array of numbers, or a structure's bytes. */
        ARRAY,
        /** {@code __data_loc}: a word with offset (low 16 bits, in the event) and length (high 16 bits). */
        DYNAMIC,
        /** {@code __rel_loc}: the same, the offset counted from the end of that word. */
        RELATIVE,
        /** Reaches to the end of the record. */
        REST
    }

    private static final String NO_ARRAY = "-";
    private static final String DATA_LOC = "__data_loc ";
    private static final String REL_LOC = "__rel_loc ";

    /** Checks the numbers' ranges. */
    public EventField {
        if (name.isEmpty() || offset < 0 || offset > 0xffff || size < 0 || size > 0xffff) {
            if (!"data".equals(name)) {
                throw new IllegalArgumentException("field " + name + ": offset=" + offset + ", size=" + size);
            }
        }
    }

    /**
     * Reads a line such as {@code field:unsigned long ip;\toffset:8;\tsize:4;\tsigned:0;}.
     *
     * @throws TraceDataException when it is something else
     */
    public static EventField parse(String line) throws TraceDataException {
        int declared = line.indexOf("field:");
        int end = line.indexOf(';', Math.max(declared, 0));
        if (declared < 0 || end < 0) {
            throw new TraceDataException("not a field: " + line.strip());
        }
        String text = line.substring(declared + "field:".length(), end).strip();
        String array = NO_ARRAY;
        if (text.endsWith("]")) {
            int open = text.lastIndexOf('[');
            if (open < 0) {
                throw new TraceDataException("not a field: " + line.strip());
            }
            array = text.substring(open + 1, text.length() - 1).strip();
            text = text.substring(0, open).strip();
        }
        int nameStart = text.length();
        while (nameStart > 0 && isNamePart(text.charAt(nameStart - 1))) {
            nameStart--;
        }
        String name = text.substring(nameStart);
        String type = text.substring(0, nameStart).strip();
        try {
            int offset = number(line, "offset:");
            int size = number(line, "size:");
            int at = line.indexOf("signed:");
            boolean signed = at >= 0 && number(line, "signed:") != 0;
            return new EventField(name, type, array, offset, size, signed);
        } catch (IllegalArgumentException e) {
            throw new TraceDataException("not a field: " + line.strip(), e);
        }
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$';
    }

    private static int number(String line, String key) {
        int from = line.indexOf(key);
        if (from < 0) {
            throw new IllegalArgumentException(key + " is missing");
        }
        from += key.length();
        int to = line.indexOf(';', from);
        return Integer.parseInt(line.substring(from, to < 0 ? line.length() : to).strip());
    }

    /** What the field is made of. */
    public Kind kind() {
        if (type.startsWith(DATA_LOC)) {
            return Kind.DYNAMIC;
        }
        if (type.startsWith(REL_LOC)) {
            return Kind.RELATIVE;
        }
        if (isArray()) {
            if (size == 0) {
                return Kind.REST;
            }
            return isChar() ? Kind.TEXT : Kind.ARRAY;
        }
        return size == 1 || size == 2 || size == 4 || size == 8 ? Kind.INTEGER : Kind.ARRAY;
    }

    /** Whether brackets follow the name. */
    public boolean isArray() {
        return !NO_ARRAY.equals(array);
    }

    /** Whether the field's characters are text: an array, fixed or dynamic, of {@code char}. */
    public boolean isText() {
        return isChar() && kind() != Kind.INTEGER && !type.endsWith("]]") && !isTextArray();
    }

    /** Whether it is a fixed number of dynamic strings, as {@code string[2]} of a probe makes. */
    public boolean isTextArray() {
        return type.indexOf('[') >= 0 && type.indexOf('[') != type.lastIndexOf('[');
    }

    private boolean isChar() {
        return "char".equals(elementType());
    }

    /** Whether it is a pointer or text that would stand as an address. */
    public boolean isPointer() {
        return !isArray() && type.endsWith("*");
    }

    /** The type of one element, without {@code __data_loc}, {@code const} and brackets. */
    public String elementType() {
        String text = type;
        if (text.startsWith(DATA_LOC)) {
            text = text.substring(DATA_LOC.length());
        } else if (text.startsWith(REL_LOC)) {
            text = text.substring(REL_LOC.length());
        }
        int bracket = text.indexOf('[');
        if (bracket >= 0) {
            text = text.substring(0, bracket);
        }
        text = text.strip();
        return text.startsWith("const ") ? text.substring("const ".length()) : text;
    }

    /**
     * Bytes of one element.
     *
     * @param wordSize the kernel's word size, 4 or 8
     * @return the size for a number; for an array that of one element, 1 where the type is not known
     */
    public int elementSize(int wordSize) {
        Kind kind = kind();
        if (kind == Kind.INTEGER) {
            return size;
        }
        if (isTextArray()) {
            return Integer.BYTES;
        }
        int known = CType.sizeOf(elementType(), wordSize);
        if (kind == Kind.ARRAY && isArray()) {
            try {
                int count = Integer.parseInt(array);
                if (count > 0 && size % count == 0) {
                    return size / count;
                }
            } catch (NumberFormatException e) {
                return known > 0 && size % known == 0 ? known : 1;
            }
        }
        return known > 0 ? known : 1;
    }
}
