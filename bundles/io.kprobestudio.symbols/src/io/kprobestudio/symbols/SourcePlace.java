/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the source, as users write it: {@code function}, {@code function:line} (counted from the function's first line),
 * {@code function+offset}, {@code function%return}, {@code file.c:line}; {@code function@file.c} picks one of several.
 *
 * @param function the function, or an empty text
 * @param file the end of the file's path, or an empty text
 * @param line relative to the function's first line where there is a function, else of the file; -1 for none
 * @param offset bytes behind the function's entry
 * @param isReturn whether the function's return is meant
 */
public record SourcePlace(String function, String file, int line, long offset, boolean isReturn) {
    private static final Pattern FUNCTION = Pattern.compile(
            "(?<function>[A-Za-z_$*?][\\w.$*?]*)(?:@(?<file>[^:+%]+))?"
                    + "(?::(?<line>\\d{1,9})|\\+(?<offset>0x[0-9a-fA-F]{1,15}|\\d{1,18})|(?<return>%return))?");
    private static final Pattern FILE = Pattern.compile("(?<file>[^:@+%]*[./][^:@+%]*):(?<line>\\d{1,9})");

    /** Checks that it names a function or a line of a file. */
    public SourcePlace {
        if (function.isEmpty() && (file.isEmpty() || line < 0)) {
            throw new IllegalArgumentException("neither a function nor a line of a file");
        }
    }

    /**
     * Reads a place.
     *
     * @throws DebugInfoException when it is none; the message says how one is written
     */
    public static SourcePlace parse(String text) throws DebugInfoException {
        Matcher file = FILE.matcher(text);
        if (file.matches()) {
            return new SourcePlace("", file.group("file"), Integer.parseInt(file.group("line")), 0, false);
        }
        Matcher function = FUNCTION.matcher(text);
        if (!function.matches()) {
            throw new DebugInfoException(
                    "a place is written as function, function:line, function+offset, function%return or file.c:line: place="
                            + text);
        }
        String line = function.group("line");
        String offset = function.group("offset");
        String in = function.group("file");
        return new SourcePlace(function.group("function"), in == null ? "" : in,
                line == null ? -1 : Integer.parseInt(line),
                offset == null ? 0 : Long.decode(offset), function.group("return") != null);
    }

    /** The place as users write it. */
    @Override
    public String toString() {
        if (function.isEmpty()) {
            return file + ":" + line;
        }
        return function + (file.isEmpty() ? "" : "@" + file) + (line >= 0 ? ":" + line : "")
                + (offset != 0 ? "+" + offset : "") + (isReturn ? "%return" : "");
    }
}
