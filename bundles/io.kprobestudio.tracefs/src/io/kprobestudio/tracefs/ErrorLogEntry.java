/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One complaint of {@code error_log} (Linux 5.2 and later), which holds the last eight:
 *
 * <pre>
 * [  142.610000] trace_kprobe: error: Invalid probed address or symbol
 *   Command: p:nx nonexist
 *                 ^
 * </pre>
 *
 * @param time seconds since boot, as printed
 * @param source what complained, such as {@code trace_kprobe}
 * @param words the complaint
 * @param command the command as the kernel prints it: words joined by one blank
 * @param caret the 0-based column in {@code command}, or -1 where there is none
 */
public record ErrorLogEntry(String time, String source, String words, String command, int caret) {

    private static final Pattern HEAD = Pattern.compile("\\[\\s*([0-9.]+)\\] ([^:]*): error: (.*)");
    private static final String COMMAND = "  Command: ";

    /** The entries of a log, oldest first. */
    public static List<ErrorLogEntry> parse(String log) {
        List<ErrorLogEntry> entries = new ArrayList<>();
        String[] lines = log.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher head = HEAD.matcher(lines[i]);
            if (!head.matches()) {
                continue;
            }
            StringBuilder command = new StringBuilder();
            int caret = -1;
            int next = i + 1;
            if (next < lines.length && lines[next].startsWith(COMMAND)) {
                command.append(lines[next].substring(COMMAND.length()));
                next++;
                if (next < lines.length && lines[next].trim().equals("^")) {
                    caret = lines[next].indexOf('^') - COMMAND.length();
                }
            }
            entries.add(new ErrorLogEntry(text(head, 1), text(head, 2), text(head, 3), command.toString(), caret));
        }
        return List.copyOf(entries);
    }

    private static String text(Matcher matcher, int group) {
        String found = matcher.group(group);
        return found == null ? "" : found;
    }

    /** The complaint with the command and a caret under it, as a terminal shows it. */
    public String shown() {
        return caret < 0 ? words : words + "\n  " + command + "\n  " + " ".repeat(caret) + "^";
    }
}
