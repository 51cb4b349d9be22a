/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import java.nio.charset.StandardCharsets;

/**
 * Kernels count columns in bytes, text fields in chars. Turns one into the other for a line that is sent as UTF-8.
 *
 * @param line the line
 */
public record ByteColumns(String line) {

    /** The char index of a column in bytes; the line's end for a column behind it. */
    public int toChars(int column) {
        int bytes = 0;
        for (int i = 0; i < line.length();) {
            if (bytes >= column) {
                return i;
            }
            int point = line.codePointAt(i);
            bytes += size(point);
            i += Character.charCount(point);
        }
        return line.length();
    }

    /** The column in bytes of a char index; the line's end for an index behind it. */
    public int toBytes(int index) {
        int bytes = 0;
        for (int i = 0; i < Math.min(index, line.length());) {
            int point = line.codePointAt(i);
            bytes += size(point);
            i += Character.charCount(point);
        }
        return bytes;
    }

    private static int size(int point) {
        return point < 0x80 ? 1 : Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
    }

    /** The line with a stretch of bytes replaced; the replacement has a byte as one char. */
    public String replace(int column, int length, String bytes) {
        String replacement = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return line.substring(0, toChars(column)) + replacement + line.substring(toChars(column + length));
    }
}
