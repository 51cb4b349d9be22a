/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import java.util.Arrays;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A command's words: what stands between white space. The kernel prints a command as its words joined by one blank, and
 * points into that; this maps such a place back into the line.
 */
final class Words {
    private final byte[] line;
    private final int count;
    private final int[] from;
    private final int[] to;
    private @Nullable String[] shown = {};

    /** Splits a line up to {@code end}. */
    Words(byte[] line, int end) {
        this.line = line;
        int[] starts = new int[8];
        int[] ends = new int[8];
        int found = 0;
        int at = 0;
        while (true) {
            while (at < end && Ctype.isSpace(line[at])) {
                at++;
            }
            if (at >= end) {
                break;
            }
            int start = at;
            while (at < end && !Ctype.isSpace(line[at])) {
                at++;
            }
            if (found == starts.length) {
                starts = Arrays.copyOf(starts, found * 2);
                ends = Arrays.copyOf(ends, found * 2);
            }
            starts[found] = start;
            ends[found++] = at;
        }
        count = found;
        from = starts;
        to = ends;
    }

    byte[] line() {
        return line;
    }

    int count() {
        return count;
    }

    int from(int word) {
        return from[word];
    }

    int to(int word) {
        return to[word];
    }

    int length(int word) {
        return to[word] - from[word];
    }

    String text(int word) {
        return Bytes.text(line, from[word], to[word]);
    }

    byte[] bytes(int word) {
        return Arrays.copyOfRange(line, from[word], to[word]);
    }

    char first(int word) {
        return (char) (line[from[word]] & 0xff);
    }

    /** What the kernel has put in a word's place, and prints and counts from then on. */
    void replace(int word, String text) {
        if (shown.length == 0) {
            shown = new @Nullable String[count];
        }
        shown[word] = text;
    }

    private String shown(int word) {
        String text = shown.length == 0 ? null : shown[word];
        return text == null ? text(word) : text;
    }

    private int shownLength(int word) {
        String text = shown.length == 0 ? null : shown[word];
        return text == null ? length(word) : text.length();
    }

    /** The command as the kernel prints it. */
    String joined() {
        StringBuilder text = new StringBuilder(line.length);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(' ');
            }
            text.append(shown(i));
        }
        return text.toString();
    }

    /** The column that the kernel points at for a place in a word; behind the last word it points past the end. */
    int caret(int word, int offset) {
        int position = 0;
        int length = 0;
        for (int i = 0; i < count; i++) {
            if (i == word) {
                position = length;
            }
            length += shownLength(i) + 1;
        }
        return word >= count ? length : position + offset;
    }

    /** The column in the line of a column in the joined command. */
    int column(int caret) {
        int position = 0;
        for (int i = 0; i < count; i++) {
            int end = position + shownLength(i);
            if (caret <= end || i == count - 1) {
                boolean whole = shown.length == 0 || shown[i] == null;
                return from[i] + (whole ? caret - position : Math.min(caret - position, length(i)));
            }
            position = end + 1;
        }
        return caret;
    }
}
