/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import java.nio.charset.StandardCharsets;

/** Bytes as text, a byte as one character, and searching them. */
public final class Bytes {
    private Bytes() {
    }

    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The first place of a byte, -1 if it is not there. */
    static int find(byte[] bytes, int from, int to, char wanted) {
        int at = until(bytes, from, to, wanted);
        return at < to ? at : -1;
    }

    /** The first place of a byte, {@code to} if it is not there. */
    static int until(byte[] bytes, int from, int to, char wanted) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The first place of one of two bytes, {@code to} if neither is there. */
    static int untilEither(byte[] bytes, int from, int to, char one, char other) {
        int at = from;
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    /** The first place of one of two bytes, -1 if neither is there. */
    static int findEither(byte[] bytes, int from, int to, char one, char other) {
        int at = untilEither(bytes, from, to, one, other);
        return at < to ? at : -1;
    }

    /** The last place of a byte, -1 if it is not there. */
    static int findLast(byte[] bytes, int from, int to, char wanted) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static boolean equal(byte[] bytes, int from, int to, String text) {
        return to - from == text.length() && startsWith(bytes, from, to, text);
    }

    static boolean startsWith(byte[] bytes, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != (byte) text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
