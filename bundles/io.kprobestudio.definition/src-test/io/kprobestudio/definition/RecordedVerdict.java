/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/** One line of a file of recorded verdicts: a flat JSON object of numbers and strings. */
record RecordedVerdict(Map<String, String> keys) {
    static List<RecordedVerdict> read(Path file) {
        List<RecordedVerdict> verdicts = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                verdicts.add(new RecordedVerdict(object(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
        return verdicts;
    }

    @Nullable
    String get(String key) {
        return keys.get(key);
    }

    int errno() {
        return Integer.parseInt(keys.getOrDefault("errno", "-1"));
    }

    /** The definition's bytes: a code point below 256 is one. */
    byte[] definition() {
        return keys.getOrDefault("def", "").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> object(String text) {
        Map<String, String> object = new LinkedHashMap<>();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '}') {
            StringBuilder key = new StringBuilder();
            at = string(text, at + 1, key) + 1;
            StringBuilder value = new StringBuilder();
            if (text.charAt(at) == '"') {
                at = string(text, at + 1, value);
            } else {
                while (",}".indexOf(text.charAt(at)) < 0) {
                    value.append(text.charAt(at++));
                }
            }
            object.put(key.toString(), value.toString());
            at += text.charAt(at) == ',' ? 1 : 0;
        }
        return object;
    }

    /** Reads up to the closing quote; the place behind it. */
    private static int string(String text, int from, StringBuilder into) {
        int at = from;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                into.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
            case 'n' -> into.append('\n');
            case 't' -> into.append('\t');
            case 'r' -> into.append('\r');
            case 'b' -> into.append('\b');
            case 'f' -> into.append('\f');
            case 'u' -> {
                into.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            }
            default -> into.append(escaped);
            }
        }
        return at + 1;
    }
}
