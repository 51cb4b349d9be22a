/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where a target is, as users write it: {@code sim:board?kernel=6.1&arch=arm}, {@code local:},
 * {@code ssh://root@10.0.0.2:22}.
 *
 * @param scheme the provider's scheme, lower case
 * @param name what stands between the scheme and the options, without a leading {@code //}; may be empty
 * @param options the options behind the question mark, in their order
 */
public record TargetAddress(String scheme, String name, Map<String, String> options) {

    /** Copies the options and checks the scheme. */
    public TargetAddress {
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            throw new IllegalArgumentException("not a target's scheme: scheme=" + scheme);
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads an address.
     *
     * @param text what the user wrote
     * @return the address
     * @throws TargetException when the text has no scheme or an option has no name; the message says which
     */
    public static TargetAddress parse(String text) throws TargetException {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            throw new TargetException(
                    "a target is written as sim:, local: or ssh://[user@]host[:port], target=" + text);
        }
        String rest = text.substring(colon + 1);
        if (rest.startsWith("//")) {
            rest = rest.substring(2);
        }
        int question = rest.indexOf('?');
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            for (String option : rest.substring(question + 1).split("&", -1)) {
                int equals = option.indexOf('=');
                if (equals < 1) {
                    throw new TargetException(
                            "an option is written as name=value, option=" + option + " target=" + text);
                }
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
            rest = rest.substring(0, question);
        }
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return new TargetAddress(scheme, rest, options);
    }

    /** The address as users write it; {@link #parse} reads it back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append(':');
        if (scheme.equals("ssh")) {
            text.append("//");
        }
        text.append(name);
        char separator = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return text.toString();
    }
}
