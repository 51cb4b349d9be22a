/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.nio.charset.StandardCharsets;

/**
 * One write to a file of the target: open, one {@code write} system call with all of the text, close. tracefs judges each
 * write by itself, so that it must never be split.
 *
 * @param path the absolute path on the target
 * @param text what is written, each char one byte (ISO 8859-1): definitions are bytes, not text
 * @param truncate whether the file is opened with O_TRUNC; on {@code kprobe_events} that removes every probe of
 *        everybody, so that only an explicit wish of the user may set it there
 */
public record FileWrite(String path, String text, boolean truncate) {

    /** Checks that the path is absolute and the text is made of bytes. */
    public FileWrite {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is not absolute: path=" + path);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                throw new IllegalArgumentException("text has a char that is not a byte: index=" + i);
            }
        }
    }

    /** A write to a file opened for append: nothing is truncated. */
    public static FileWrite append(String path, String text) {
        return new FileWrite(path, text, false);
    }

    /** A write to a file opened with truncation, as for switches and filters. */
    public static FileWrite set(String path, String text) {
        return new FileWrite(path, text, true);
    }

    /** The bytes that are written. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
