/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one place where text becomes part of a shell command. Commands are strings in which each char is one byte
 * (ISO 8859-1), as the board's shell reads bytes.
 */
public final class Quoting {

    private Quoting() {
    }

    /**
     * A word that the shell takes as it is: between single quotes nothing is special but the quote itself.
     *
     * @param bytes the word, each char one byte; no NUL, which no word of a shell can hold
     * @return the quoted word
     */
    public static String word(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == 0 || c > 0xff) {
                throw new IllegalArgumentException(
                        "a shell cannot hold this: char=0x%x index=%d".formatted((int) c, i));
            }
        }
        return "'" + bytes.replace("'", "'\\''") + "'";
    }

    /** A path as a word: its bytes are those of UTF-8. */
    public static String path(String path) {
        return word(bytesOf(path));
    }

    /** Several words with blanks between them: a program and its arguments, each in UTF-8. */
    public static String command(List<String> command) {
        return command.stream().map(Quoting::path).collect(Collectors.joining(" "));
    }

    /** A path in which {@code *} is left to the shell, and nothing else. */
    public static String pattern(String pattern) {
        StringBuilder quoted = new StringBuilder();
        int from = 0;
        for (int star = pattern.indexOf('*'); star >= 0; star = pattern.indexOf('*', from)) {
            if (star > from) {
                quoted.append(path(pattern.substring(from, star)));
            }
            quoted.append('*');
            from = star + 1;
        }
        if (from < pattern.length()) {
            quoted.append(path(pattern.substring(from)));
        }
        return quoted.toString();
    }

    /** Bytes as the format of {@code printf}: octal escapes, so that they can hold NUL. */
    public static String printfFormat(byte[] bytes) {
        StringBuilder format = new StringBuilder("'");
        for (byte b : bytes) {
            format.append('\\').append((char) ('0' + ((b >> 6) & 3))).append((char) ('0' + ((b >> 3) & 7)))
                    .append((char) ('0' + (b & 7)));
        }
        return format.append('\'').toString();
    }

    /** Text as a string of bytes. */
    public static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A string of bytes as text. */
    public static String textOf(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
