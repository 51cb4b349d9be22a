/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.definition.internal.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of definitions, a line each, as an editor has it: every line is judged after the lines before it, as if each were
 * written on its own, so that a line that is refused does not hide what is wrong behind it. An edit takes over what it does not
 * touch: of the other lines only those are judged again that have an event's name in common, and deletions. Immutable; may
 * be used by any thread.
 */
public final class DefinitionFile {
    /**
     * A line.
     *
     * @param text it, without its newline
     * @param tree its pieces; columns count bytes of its UTF-8
     * @param verdict what the kernel says of it in its place; {@link Verdict#list} is empty
     */
    public record Line(String text, SyntaxNode tree, Verdict verdict) {
    }

    private final Judge judge;
    private final List<Line> alone;
    private final List<Line> lines;

    private DefinitionFile(Judge judge, List<Line> alone) {
        this.judge = judge;
        this.alone = alone;
        lines = together(judge, alone);
    }

    /** Judges a text. */
    public static DefinitionFile of(Judge judge, String text) {
        List<Line> lines = new ArrayList<>();
        read(judge, text, lines);
        return new DefinitionFile(judge, lines);
    }

    /** The lines; behind a last newline there is an empty one. */
    public List<Line> lines() {
        return lines;
    }

    /** The whole text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : alone) {
            text.append(text.isEmpty() && line == alone.get(0) ? "" : "\n").append(line.text);
        }
        return text.toString();
    }

    /**
     * The file after an edit.
     *
     * @param offset where, in characters of the text
     * @param length how many characters are taken out
     * @param replacement what is put there
     * @throws IndexOutOfBoundsException when that is outside of the text
     */
    public DefinitionFile edit(int offset, int length, String replacement) {
        int first = 0;
        int begin = 0;
        while (offset > begin + alone.get(first).text.length()) {
            begin += alone.get(first++).text.length() + 1;
            if (first == alone.size()) {
                throw new IndexOutOfBoundsException("an edit behind the end: offset=" + offset);
            }
        }
        int last = first;
        StringBuilder touched = new StringBuilder(alone.get(first).text);
        while (offset + length > begin + touched.length()) {
            if (++last == alone.size()) {
                throw new IndexOutOfBoundsException("an edit behind the end: offset=" + offset + " length=" + length);
            }
            touched.append('\n').append(alone.get(last).text);
        }
        touched.replace(offset - begin, offset - begin + length, replacement);
        List<Line> edited = new ArrayList<>(alone.subList(0, first));
        read(judge, touched.toString(), edited);
        edited.addAll(alone.subList(last + 1, alone.size()));
        return new DefinitionFile(judge, edited);
    }

    private static void read(Judge judge, String text, List<Line> lines) {
        for (String line : text.split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            lines.add(new Line(line, SyntaxTree.of(bytes), judge.judge(bytes, followed())));
        }
    }

    /** A control file that makes no listing for each write. */
    private static ControlFile followed() {
        ControlFile state = new ControlFile();
        state.follow(new ControlFile.Listener() {
            @Override
            public void added(ControlFile.Probe probe) {
                // nobody needs to know
            }

            @Override
            public void removed(ControlFile.Probe probe) {
                // nobody needs to know
            }
        });
        return state;
    }

    private static List<Line> together(Judge judge, List<Line> alone) {
        Map<String, Integer> names = new HashMap<>();
        for (Line line : alone) {
            ProbeDefinition definition = line.verdict.definition();
            if (definition != null) {
                names.merge(definition.group() + "/" + definition.event(), 1, Integer::sum);
            }
        }
        ControlFile state = followed();
        List<Line> lines = new ArrayList<>(alone.size());
        for (Line line : alone) {
            ProbeDefinition definition = line.verdict.definition();
            EventLayout layout = line.verdict.layout();
            boolean deletes = definition == null && line.text.stripLeading().startsWith("-");
            boolean shared = definition != null
                    && names.getOrDefault(definition.group() + "/" + definition.event(), 0) > 1;
            if (deletes || shared) {
                byte[] bytes = line.text.getBytes(StandardCharsets.UTF_8);
                lines.add(new Line(line.text, line.tree, judge.judge(bytes, state)));
                continue;
            }
            if (definition != null && layout != null) {
                state.add(new ControlFile.Probe(definition, layout, state.takeId(), ""));
            }
            lines.add(line);
        }
        return List.copyOf(lines);
    }
}
