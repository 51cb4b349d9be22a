/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import org.eclipse.jdt.annotation.Nullable;

/** Writes one JSON text, in ASCII: every other char is escaped. For one thread. */
final class Json {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(256);
    private boolean first = true;

    /** Begins an object, as the value that is due. */
    Json open() {
        return bracket('{');
    }

    /** Ends an object. */
    Json close() {
        text.append('}');
        first = false;
        return this;
    }

    /** Begins an array, as the value that is due. */
    Json openArray() {
        return bracket('[');
    }

    /** Ends an array. */
    Json closeArray() {
        text.append(']');
        first = false;
        return this;
    }

    private Json bracket(char bracket) {
        separate();
        text.append(bracket);
        first = true;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    /** Names the value that comes next. */
    Json key(String name) {
        separate();
        quote(name);
        text.append(':');
        first = true;
        return this;
    }

    /** A text, as an element or the value of a key. */
    Json value(String value) {
        separate();
        quote(value);
        return this;
    }

    /** A number, as an element or the value of a key. */
    Json value(long value) {
        separate();
        text.append(value);
        return this;
    }

    /** True or false, as an element or the value of a key. */
    Json value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    /** A key and its text; nothing when there is none. */
    Json field(String name, @Nullable String value) {
        return value == null ? this : key(name).value(value);
    }

    /** A key and its number. */
    Json field(String name, long value) {
        return key(name).value(value);
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    text.append(c);
                } else {
                    text.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15))
                            .append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
                }
            }
            }
        }
        text.append('"');
    }

    /** The text so far, with a newline behind it. */
    String line() {
        return text.append('\n').toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
