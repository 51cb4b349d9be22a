/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * A problem with its place in a whole text.
 *
 * @param line the line, counted from 0
 * @param offset where it begins, in chars of the text
 * @param length in chars; 0 only where the text is empty, since nothing narrower than a char can be shown or pointed at
 * @param diagnostic the problem in its line
 */
public record TextProblem(int line, int offset, int length, Diagnostic diagnostic) {

    /** All problems of a text, line by line, the kernel's first in each. */
    public static List<TextProblem> of(DefinitionFile file) {
        List<TextProblem> problems = new ArrayList<>();
        int begin = 0;
        List<DefinitionFile.Line> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text();
            for (Diagnostic diagnostic : lines.get(i).verdict().problems()) {
                problems.add(at(i, begin, text, diagnostic));
            }
            begin += text.length() + 1;
        }
        return List.copyOf(problems);
    }

    private static TextProblem at(int line, int begin, String text, Diagnostic diagnostic) {
        ByteColumns columns = new ByteColumns(text);
        int last = text.stripTrailing().length();
        int from = columns.toChars(diagnostic.column());
        int to = columns.toChars(diagnostic.column() + diagnostic.length());
        if (to == from && last > 0) {
            // A place between two chars, or behind the line's end: the char at it, or the last one.
            from = Math.min(from, last - 1);
            to = from + 1;
        }
        return new TextProblem(line, begin + from, to - from, diagnostic);
    }
}
