/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A piece of a file of definitions for its outline.
 *
 * @param kind what it is
 * @param names what its line names; of a group what its first line names
 * @param title what it is called: an event's name or, where it has none, its place; a comment's first words; a group's name
 * @param first its first line with the comment right above it, 0-based
 * @param line its own first line, 0-based
 * @param last its last line, 0-based
 * @param children what is in it, in the file's order
 */
public record OutlineEntry(Kind kind, LineNames names, String title, int first, int line, int last,
        List<OutlineEntry> children) {

    /** What a piece is. */
    public enum Kind {
        /** Comment lines that belong to no definition. */
        COMMENT,
        /** Definitions of one group in a row. */
        GROUP,
        /** A definition. */
        PROBE,
        /** The deletion of a probe. */
        DELETION
    }

    /** Copies the list. */
    public OutlineEntry {
        children = List.copyOf(children);
    }

    /**
     * Lines that an editor can fold.
     *
     * @param first the first, which stays to be seen, 0-based
     * @param last the last, behind the first
     */
    public record Fold(int first, int last) {
    }

    /** The outline of a file. */
    public static List<OutlineEntry> of(List<String> lines) {
        List<OutlineEntry> flat = new ArrayList<>();
        int comment = -1;
        for (int i = 0; i < lines.size(); i++) {
            LineNames names = LineNames.of(lines.get(i));
            if (names.command() != 0) {
                String title = !names.event().isEmpty() ? names.event()
                        : !names.place().isEmpty() ? names.place() : lines.get(i).strip();
                flat.add(new OutlineEntry(names.isDeletion() ? Kind.DELETION : Kind.PROBE, names, title,
                        comment < 0 ? i : comment, i, i, List.of()));
                comment = -1;
            } else if (isComment(lines.get(i))) {
                comment = comment < 0 ? i : comment;
                if (i + 1 == lines.size() || lines.get(i + 1).isBlank()) {
                    flat.add(new OutlineEntry(Kind.COMMENT, names, words(lines.subList(comment, i + 1)), comment,
                            comment, i,
                            List.of()));
                    comment = -1;
                }
            }
        }
        return grouped(flat);
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#");
    }

    private static String words(List<String> comment) {
        for (String line : comment) {
            String words = line.strip().replaceFirst("^#+", "").strip();
            if (!words.isEmpty()) {
                return words;
            }
        }
        return "#";
    }

    private static List<OutlineEntry> grouped(List<OutlineEntry> flat) {
        List<OutlineEntry> entries = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            OutlineEntry entry = flat.get(i);
            String group = entry.names.group();
            if (group.isEmpty()) {
                entries.add(entry);
                continue;
            }
            int end = i + 1;
            while (end < flat.size() && flat.get(end).names.group().equals(group)) {
                end++;
            }
            List<OutlineEntry> members = flat.subList(i, end);
            entries.add(new OutlineEntry(Kind.GROUP, entry.names, group, entry.first, entry.line,
                    members.get(members.size() - 1).last, members));
            i = end - 1;
        }
        return entries;
    }

    /** The innermost piece that a line belongs to, out of an outline; null where there is none. */
    public static @Nullable OutlineEntry at(List<OutlineEntry> outline, int line) {
        for (OutlineEntry entry : outline) {
            if (line >= entry.first && line <= entry.last) {
                OutlineEntry inner = at(entry.children, line);
                return inner == null ? entry : inner;
            }
        }
        return null;
    }

    /** What an editor can fold: comments of more than one line, and groups. */
    public static List<Fold> folds(List<String> lines) {
        List<Fold> folds = new ArrayList<>();
        int comment = -1;
        for (int i = 0; i <= lines.size(); i++) {
            if (i < lines.size() && isComment(lines.get(i))) {
                comment = comment < 0 ? i : comment;
            } else {
                if (comment >= 0 && i - 1 > comment) {
                    folds.add(new Fold(comment, i - 1));
                }
                comment = -1;
            }
        }
        for (OutlineEntry entry : of(lines)) {
            if (entry.kind == Kind.GROUP && entry.last > entry.line) {
                folds.add(new Fold(entry.line, entry.last));
            }
        }
        return folds;
    }
}
