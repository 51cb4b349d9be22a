/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

/**
 * A probe that a user wants.
 *
 * @param definition the definition as the user wrote it, one line without its newline, each char one byte; where it names
 *        no group, the registry puts it into its own
 * @param enabled whether its event is to be on
 * @param filter the event's filter, or an empty text for none
 * @param comment what the user noted, lines separated by a newline, or an empty text
 */
public record DesiredProbe(String definition, boolean enabled, String filter, String comment) {

    /** Checks that the definition is one line of bytes. */
    public DesiredProbe {
        if (definition.chars().anyMatch(c -> c == '\n' || c > 0xff)) {
            throw new IllegalArgumentException("a definition is one line of bytes: definition=" + definition);
        }
        if (filter.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a filter is one line: filter=" + filter);
        }
    }

    /** A probe that is to be on, without a filter or comment. */
    public static DesiredProbe enabled(String definition) {
        return new DesiredProbe(definition, true, "", "");
    }

    /** A probe that is to be there and off. */
    public static DesiredProbe disabled(String definition) {
        return new DesiredProbe(definition, false, "", "");
    }

    /** The same, on or off. */
    public DesiredProbe withEnabled(boolean on) {
        return new DesiredProbe(definition, on, filter, comment);
    }

    /** The same with another filter. */
    public DesiredProbe withFilter(String text) {
        return new DesiredProbe(definition, enabled, text, comment);
    }
}
