/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import java.util.regex.Pattern;

/** Small questions to a description's texts. */
public final class TextLines {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+");

    private TextLines() {
    }

    /** The machine in a line of {@code uname -a}: its last word but for the operating system's name. */
    public static String machine(String uname) {
        String[] words = uname.split("\\s+");
        boolean system = words.length > 1 && words[words.length - 1].contains("Linux");
        return words[words.length - (system ? 2 : 1)];
    }

    /** Whether a text holds what looks like a kernel version. */
    public static boolean hasVersion(String text) {
        return VERSION.matcher(text).find();
    }
}
