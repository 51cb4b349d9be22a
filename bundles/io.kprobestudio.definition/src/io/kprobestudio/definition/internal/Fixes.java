/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Fix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggestions for what is wrong. */
final class Fixes {
    private static final int MOST = 3;

    private Fixes() {
    }

    /** The nearest of the known words for an unknown one. */
    static List<Fix> nearest(int column, String unknown, Collection<String> known, String what) {
        if (column < 0 || unknown.length() > 64) {
            return List.of();
        }
        int reach = Math.max(1, unknown.length() / 3);
        List<Scored> near = new ArrayList<>();
        for (String word : known) {
            if (Math.abs(word.length() - unknown.length()) <= reach) {
                int distance = distance(unknown, word);
                if (distance > 0 && distance <= reach) {
                    near.add(new Scored(word, distance));
                }
            }
        }
        if (near.isEmpty()) {
            return List.of();
        }
        near.sort(Comparator.comparingInt(Scored::distance).thenComparing(Scored::word));
        List<Fix> fixes = new ArrayList<>();
        for (Scored scored : near.subList(0, Math.min(MOST, near.size()))) {
            fixes.add(new Fix(column, unknown.length(), scored.word, "Use " + what + " " + scored.word));
        }
        return fixes;
    }

    private record Scored(String word, int distance) {
    }

    /** An identifier made of what is none. */
    static List<Fix> identifier(int column, String name) {
        if (column < 0) {
            return List.of();
        }
        String good = name.replaceAll("[^A-Za-z0-9_]", "_");
        good = good.isEmpty() || Character.isDigit(good.charAt(0)) ? "_" + good : good;
        return List.of(new Fix(column, name.length(), good, "Use the name " + good));
    }

    /** Another group for an event whose name is taken in the one that a command's first word names. */
    static List<Fix> otherGroup(Report report, byte[] head, String group) {
        int begin = Bytes.find(head, 0, head.length, ':') + 1;
        boolean named = begin > 0 && Bytes.startsWith(head, begin, head.length, group)
                && begin + group.length() < head.length;
        return named ? List.of(new Fix(report.column(0, begin), group.length(), "my_" + group,
                "Use the group my_" + group)) : List.of();
    }

    /** Another name for an event, where a command's first word ends with the one that it has. */
    static List<Fix> otherName(Report report, byte[] head, String event) {
        int begin = head.length - event.length();
        return begin > 0 && Bytes.equal(head, begin, head.length, event)
                ? List.of(new Fix(report.column(0, begin), event.length(), event + "_event",
                        "Use the name " + event + "_event"))
                : List.of();
    }

    /** Something that is missing. */
    static List<Fix> insert(int column, String text) {
        return column < 0 ? List.of() : List.of(new Fix(column, 0, text, "Insert " + text));
    }

    /** How many bytes must be changed, added, removed or swapped with their neighbour. */
    static int distance(String one, String other) {
        int from = 0;
        int end = one.length();
        int otherEnd = other.length();
        while (from < end && from < otherEnd && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        while (end > from && otherEnd > from && one.charAt(end - 1) == other.charAt(otherEnd - 1)) {
            end--;
            otherEnd--;
        }
        return distance(one.substring(from, end).toCharArray(), other.substring(from, otherEnd).toCharArray());
    }

    private static int distance(char[] one, char[] other) {
        int[] before = new int[other.length + 1];
        int[] row = new int[other.length + 1];
        int[] next = new int[other.length + 1];
        for (int j = 0; j <= other.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length; i++) {
            next[0] = i;
            for (int j = 1; j <= other.length; j++) {
                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                int best = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) {
                    best = Math.min(best, before[j - 2] + 1);
                }
                next[j] = best;
            }
            int[] free = before;
            before = row;
            row = next;
            next = free;
        }
        return row[other.length];
    }
}
