/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Arguments that need no parser: known long options with a value each, known switches, one other word. Making picocli's
 * model of a command takes a fifth of a second of the processor, more than the first screen of a recording does; it is
 * still asked wherever something is not as plain, and says what is wrong.
 */
final class PlainArguments {

    private final Map<String, String> values;

    private PlainArguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code --option=value}, {@code --option value}, {@code --switch} and one word that is no option.
     *
     * @return null where an argument is anything else, or comes twice
     */
    static @Nullable PlainArguments read(Set<String> options, Set<String> switches, String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            String value = "";
            int equals = name.indexOf('=');
            if (equals > 0 && options.contains(name.substring(0, equals))) {
                value = name.substring(equals + 1);
                name = name.substring(0, equals);
            } else if (options.contains(name)) {
                if (++i == arguments.length) {
                    return null;
                }
                value = arguments[i];
            } else if (!switches.contains(name)) {
                value = name;
                name = "";
            }
            boolean plain = switches.contains(name) || !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0;
            if (!plain || values.containsKey(name)) {
                return null;
            }
            values.put(name, value);
        }
        return new PlainArguments(values);
    }

    /** The value of an option, or null; that of the empty name is the word that is no option. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** Whether a switch was given. */
    boolean has(String name) {
        return values.containsKey(name);
    }
}
