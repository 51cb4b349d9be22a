/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.util.LinkedHashMap;
import java.util.Map;

/** The hit table as {@code kprobes record} prints it. */
record HitTable(Map<String, Row> rows) {

    /** A line; what the kernel does not count is -1. */
    record Row(String event, long hits, long decoded, long filtered, long lost, long misses) {
    }

    HitTable {
        rows = Map.copyOf(rows);
    }

    /** Reads the table; other lines are passed over. */
    static HitTable parse(String text) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 6 && words[0].contains("/") && words[2].matches("\\d+")) {
                Row row = new Row(words[0], number(words[1]), number(words[2]), number(words[3]), number(words[4]),
                        number(words[5]));
                rows.put(row.event().substring(row.event().indexOf('/') + 1), row);
            }
        }
        return new HitTable(rows);
    }

    /** The line of an event, named without its group. */
    Row row(String event) {
        if (!rows.containsKey(event)) {
            throw new AssertionError("no line for event=" + event + " in " + rows);
        }
        return rows.get(event);
    }

    private static long number(String word) {
        return word.matches("\\d+") ? Long.parseLong(word) : -1;
    }
}
