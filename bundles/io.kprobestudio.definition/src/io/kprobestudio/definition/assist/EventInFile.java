/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * An event of a file of definitions, to rename it: the lines that define it (a probe may have several places), that delete
 * it, and that hang a probe of type {@code e} on it.
 *
 * @param group its group as the file writes it, an empty text where it writes none
 * @param event its name
 */
public record EventInFile(String group, String event) {

    /** The longest name that kernels take is 63 bytes (MAX_EVENT_NAME_LEN of trace_probe.h is 64 with its end). */
    private static final int LONGEST = 63;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Where a definition without a group goes: the kernel's own choice, and the suite's. */
    private static final Pattern UNNAMED_GROUP = Pattern.compile("kprobes|kps_[0-9a-f]{8}");

    /**
     * A place where the name stands.
     *
     * @param line the line, 0-based
     * @param from where, in chars of the line
     */
    public record Occurrence(int line, int from) {
    }

    /** The event that a line defines, deletes or hangs on at a place; null where it names none. */
    public static @Nullable EventInFile at(String line, int index) {
        LineNames names = LineNames.of(line);
        if (names.command() == 'e' && names.placeFrom() >= 0 && index >= names.placeFrom()
                && index <= names.placeFrom() + names.place().length()) {
            return attached(names);
        }
        return names.event().isEmpty() ? null : new EventInFile(names.group(), names.event());
    }

    private static @Nullable EventInFile attached(LineNames names) {
        int separator = separator(names.place());
        return separator < 0 ? null : new EventInFile(names.place().substring(0, separator),
                names.place().substring(separator + 1));
    }

    private static int separator(String place) {
        int slash = place.indexOf('/');
        return slash < 0 ? place.indexOf('.') : slash;
    }

    /** Where the name stands, in the file's order. */
    public List<Occurrence> occurrences(List<String> lines) {
        List<Occurrence> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LineNames names = LineNames.of(lines.get(i));
            if (names.event().equals(event) && isSame(names.group())) {
                found.add(new Occurrence(i, names.eventFrom()));
            }
            EventInFile attached = names.command() == 'e' ? attached(names) : null;
            if (attached != null && attached.event.equals(event) && isSame(attached.group)) {
                found.add(new Occurrence(i, names.placeFrom() + attached.group.length() + 1));
            }
        }
        return found;
    }

    private boolean isSame(String other) {
        return group.equals(other) || group.isEmpty() && UNNAMED_GROUP.matcher(other).matches()
                || other.isEmpty() && UNNAMED_GROUP.matcher(group).matches();
    }

    /** Whether a file defines an event. */
    public boolean isDefined(List<String> lines) {
        return lines.stream().map(LineNames::of)
                .anyMatch(names -> names.isDefinition() && names.event().equals(event) && isSame(names.group()));
    }

    /** What is wrong with another name, null when nothing is. */
    public @Nullable String complaint(String name, List<String> lines) {
        if (!NAME.matcher(name).matches()) {
            return "An event's name has letters, digits and underscores, and begins with no digit: name=" + name;
        }
        if (name.length() > LONGEST) {
            return "An event's name has " + LONGEST + " characters at most: length=" + name.length();
        }
        if (!name.equals(event) && new EventInFile(group, name).isDefined(lines)) {
            return "There is an event of this name already: name=" + name;
        }
        return null;
    }
}
