/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.target.log.LogEntry.Action;

/**
 * An entry's line: a JSON object of texts and whole numbers, in ASCII. Reads what it writes, and any flat JSON object of
 * such values.
 */
final class LogLine {

    private static final String NAMED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final String line;
    private int at;

    private LogLine(String line) {
        this.line = line;
    }

    /** The line of an entry. */
    static String of(LogEntry entry) {
        StringBuilder json = new StringBuilder(256);
        field(json, "time", entry.shownTime());
        field(json, "target", entry.target());
        field(json, "user", entry.user());
        field(json, "program", entry.program());
        number(json, "pid", entry.pid());
        field(json, "action", entry.action().word());
        field(json, "path", entry.path());
        field(json, "text", entry.text());
        if (entry.length() != entry.text().length()) {
            number(json, "length", entry.length());
        }
        number(json, "errno", entry.errno());
        if (!entry.failure().isEmpty()) {
            field(json, "failure", entry.failure());
        }
        return json.append('}').toString();
    }

    private static void field(StringBuilder json, String name, String value) {
        key(json, name).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                json.append(c);
            } else {
                json.append("\\u%04x".formatted((int) c));
            }
        }
        json.append('"');
    }

    private static void number(StringBuilder json, String name, long value) {
        key(json, name).append(value);
    }

    private static StringBuilder key(StringBuilder json, String name) {
        return json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
    }

    /** Reads a line; nothing when it is none, as one that was cut off by a crash. */
    static Optional<LogEntry> parse(String line) {
        try {
            Map<String, String> values = new LogLine(line).values();
            Optional<Action> action = Action.of(values.getOrDefault("action", ""));
            if (action.isEmpty()) {
                return Optional.empty();
            }
            String text = values.getOrDefault("text", "");
            int length = values.containsKey("length") ? Integer.parseInt(values.getOrDefault("length", ""))
                    : text.length();
            return Optional.of(new LogEntry(Instant.parse(values.getOrDefault("time", "")),
                    values.getOrDefault("target", ""), values.getOrDefault("user", ""),
                    values.getOrDefault("program", ""), Long.parseLong(values.getOrDefault("pid", "")), action.get(),
                    values.getOrDefault("path", ""), text, length,
                    Integer.parseInt(values.getOrDefault("errno", "")), values.getOrDefault("failure", "")));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    /** The object's values, numbers as they are written. */
    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        expect('{');
        do {
            String key = text();
            expect(':');
            values.put(key, line.charAt(at) == '"' ? text() : digits());
        } while (line.charAt(at++) == ',');
        if (line.charAt(at - 1) != '}' || at != line.length()) {
            throw new IllegalArgumentException("not an object: at=" + at);
        }
        return values;
    }

    private void expect(char wanted) {
        if (line.charAt(at++) != wanted) {
            throw new IllegalArgumentException("no " + wanted + ": at=" + at);
        }
    }

    private String digits() {
        int from = at;
        while (line.charAt(at) == '-' || line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        return line.substring(from, at);
    }

    private String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = line.charAt(at++); c != '"'; c = line.charAt(at++)) {
            if (c == '\\') {
                char named = line.charAt(at++);
                if (named == 'u') {
                    c = (char) Integer.parseInt(line.substring(at, at + 4), 16);
                    at += 4;
                } else {
                    c = MEANT.charAt(NAMED.indexOf(named));
                }
            }
            text.append(c);
        }
        return text.toString();
    }
}
