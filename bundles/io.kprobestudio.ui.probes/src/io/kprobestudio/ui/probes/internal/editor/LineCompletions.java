/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.definition.assist.Completion;
import io.kprobestudio.definition.assist.Completions;
import io.kprobestudio.ui.session.ProbeInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the text editor and the form offer at a place of a line, for the kernel of the chosen target. */
final class LineCompletions {

    private final JudgeChoice choice;

    LineCompletions(JudgeChoice choice) {
        this.choice = choice;
    }

    /** What can stand behind the begin of a line, best first; columns count its bytes. */
    List<Completion> behind(String begin) {
        return at(begin, begin.length());
    }

    /** What can stand at a place of a line, in chars, best first; columns count the line's bytes. */
    List<Completion> at(String line, int index) {
        return new Completions(choice.now().judge(), groups()).at(line.getBytes(StandardCharsets.UTF_8),
                new ByteColumns(line).toBytes(index));
    }

    /** The groups of what is on the target. */
    private Set<String> groups() {
        return choice.studio().session().map(session -> session.probes().stream().map(ProbeInfo::key)
                .map(key -> key.group()).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** A completion as a line of a list. */
    static String shown(Completion completion) {
        return completion.detail().isEmpty() ? completion.text()
                : completion.text() + "  -  " + completion.detail(); //$NON-NLS-1$
    }

    /**
     * What a field would hold.
     *
     * @param text the field's text
     * @param caret the caret behind what was completed
     * @param shown the completion, for people
     */
    record Filled(String text, int caret, String shown) {
    }

    /**
     * What can stand in a field that shows a piece of a line.
     *
     * @param before what stands in front of the piece
     * @param field the field's text
     * @param caret where its caret is
     */
    List<Filled> in(String before, String field, int caret) {
        String begin = before + field.substring(0, caret);
        ByteColumns columns = new ByteColumns(begin);
        List<Filled> found = new ArrayList<>();
        for (Completion completion : behind(begin)) {
            int from = columns.toChars(completion.column()) - before.length();
            if (from >= 0) {
                String head = field.substring(0, from) + completion.text();
                found.add(new Filled(head + field.substring(caret), head.length(), shown(completion)));
            }
        }
        return found;
    }
}
