/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

/** Classes of bytes as the kernel has them (lib/ctype.c): ASCII, and Latin-1 above 0xa0. */
final class Ctype {
    private Ctype() {
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Letters; the kernel counts the letters of Latin-1 among them. */
    static boolean isAlpha(int c) {
        int b = c & 0xff;
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0xc0 && b != 0xd7 && b != 0xf7;
    }

    static boolean isAlnum(int c) {
        return isDigit(c) || isAlpha(c);
    }

    /** White space, which is also the no-break space of Latin-1. */
    static boolean isSpace(int c) {
        int b = c & 0xff;
        return b == ' ' || b >= '\t' && b <= '\r' || b == 0xa0;
    }

    static int hexDigit(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Whether text may name an event, a group or a field: a C identifier. */
    static boolean isGoodName(byte[] text, int from, int to) {
        if (from >= to || !isAlpha(text[from]) && text[from] != '_') {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isAlnum(text[i]) && text[i] != '_') {
                return false;
            }
        }
        return true;
    }

    static boolean isGoodName(String name) {
        byte[] text = Bytes.of(name);
        return isGoodName(text, 0, text.length);
    }

    /** Whether text may name a group where hyphens are allowed: any letters, digits, underscores and hyphens. */
    static boolean isGoodSystemName(byte[] text, int from, int to) {
        if (from >= to || !isAlpha(text[from]) && text[from] != '_' && text[from] != '-') {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isAlnum(text[i]) && text[i] != '_' && text[i] != '-') {
                return false;
            }
        }
        return true;
    }
}
