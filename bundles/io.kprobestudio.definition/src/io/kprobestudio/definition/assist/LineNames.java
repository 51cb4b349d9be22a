/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.ProbeParser;
import io.kprobestudio.definition.SyntaxNode;
import io.kprobestudio.definition.SyntaxNode.Kind;
import java.nio.charset.StandardCharsets;

/**
 * What a line names: pieces of its text, by its looks alone.
 *
 * @param command its first letter, such as {@code p} or {@code -}; 0 for a blank line or one of a comment alone
 * @param group the group, an empty text where it says none
 * @param event the event, an empty text where it says none
 * @param eventFrom where the event begins, in chars of the line; -1 where it says none
 * @param place where the probe sits, or the event that it hangs on; an empty text where it says none
 * @param placeFrom where the place begins, in chars of the line; -1 where it says none
 */
public record LineNames(char command, String group, String event, int eventFrom, String place, int placeFrom) {

    private static final LineNames NONE = new LineNames('\0', "", "", -1, "", -1);

    /** Reads a line without its newline. */
    public static LineNames of(String line) {
        ByteColumns columns = new ByteColumns(line);
        LineNames names = NONE;
        for (SyntaxNode node : ProbeParser.tree(line.getBytes(StandardCharsets.UTF_8)).children()) {
            int from = columns.toChars(node.column());
            String text = line.substring(from, columns.toChars(node.end()));
            names = names.with(node.kind(), text, from);
        }
        return names;
    }

    private LineNames with(Kind kind, String text, int from) {
        return switch (kind) {
        case COMMAND -> new LineNames(text.charAt(0), group, event, eventFrom, place, placeFrom);
        case GROUP -> new LineNames(command, text, event, eventFrom, place, placeFrom);
        case EVENT -> text.isEmpty() ? this : new LineNames(command, group, text, from, place, placeFrom);
        case PLACE -> new LineNames(command, group, event, eventFrom, text, from);
        default -> this;
        };
    }

    /** Whether the line defines a probe, or tries to. */
    public boolean isDefinition() {
        return command != 0 && command != '-';
    }

    /** Whether the line deletes a probe. */
    public boolean isDeletion() {
        return command == '-';
    }
}
