/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs.script;

/**
 * One operation, as a tab-separated line has it.
 *
 * @param name the first word, such as {@code append}
 * @param path the second, empty where there is none: a path under the root of tracefs, a symbol, a module or an event
 * @param text the third, unescaped, empty where there is none
 */
public record Operation(String name, String path, String text) {

    /**
     * Reads a line. In its text {@code \n} stands for a newline and {@code \\} for a backslash.
     *
     * @param line the line, without its newline
     */
    public static Operation parse(String line) {
        String[] words = line.split("\t", 3);
        return new Operation(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? unescape(words[2]) : "");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** Whether it may touch what others made: on a board that is shared, it wants to be forced. */
    public boolean touchesOthers() {
        return name.equals("reset")
                || name.equals("write") && (path.endsWith("kprobe_events") || path.endsWith("dynamic_events")
                        || path.endsWith("uprobe_events") || path.endsWith("set_event"));
    }
}
