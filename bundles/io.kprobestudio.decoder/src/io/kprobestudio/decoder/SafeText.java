/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/** Makes recorded text harmless where it is shown: it comes from the target and may hold anything. */
public final class SafeText {

    private SafeText() {
    }

    /**
     * The text with control characters and what is not ASCII as {@code \\xHH}; newlines as {@code \\n}.
     *
     * @param text a character a byte
     */
    public static String escape(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127) {
                if (out != null) {
                    out.append(c);
                }
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            out.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\x%02x", c & 0xff));
        }
        return out == null ? text : out.toString();
    }

    /** A cell of a CSV file: quoted where needed, and made text where a spreadsheet would compute it. */
    public static String csv(String text) {
        String safe = text;
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !isNumber(text)) {
            safe = "'" + text;
        }
        if (safe.indexOf(',') < 0 && safe.indexOf('"') < 0 && safe.indexOf('\n') < 0 && safe.indexOf('\r') < 0) {
            return safe;
        }
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static boolean isNumber(String text) {
        int from = text.charAt(0) == '-' ? 1 : 0;
        if (from == text.length()) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** A line of text with control bytes escaped; its last newline stays, and those between the entries of a stack. */
    static void escape(TextBuffer line, TextBuffer out) {
        byte[] bytes = line.array();
        int end = line.size();
        for (int i = 0; i < end; i++) {
            int b = bytes[i];
            if (b >= ' ' && b < 127 || b == '\n' && (i == end - 1 || isStackEntry(bytes, i + 1, end))) {
                out.put(b);
            } else if (b == '\n') {
                out.put("\\n");
            } else if (b == '\t') {
                out.put("\\t");
            } else {
                out.put("\\x");
                out.putHexDigits(b & 0xff, 2);
            }
        }
    }

    private static boolean isStackEntry(byte[] bytes, int from, int end) {
        return from + 4 <= end && bytes[from] == ' ' && bytes[from + 1] == '=' && bytes[from + 2] == '>'
                && bytes[from + 3] == ' ';
    }
}
