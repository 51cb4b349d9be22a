/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Which lines of C hold something, and no code. */
final class UnprobedText {

    private UnprobedText() {
    }

    /**
     * The lines between the first and the last one with code that hold more than blanks, comments, braces and directives, begin no
     * function, and to which no code belongs.
     *
     * @param lines the text
     * @param code the lines with code, 1 or more
     * @return their numbers, ascending
     */
    static List<Integer> of(List<String> lines, Set<Integer> code) {
        List<Integer> found = new ArrayList<>();
        if (code.isEmpty()) {
            return found;
        }
        int last = Math.min(lines.size(), Collections.max(code));
        List<String> held = held(lines.subList(0, last));
        for (int number = Collections.min(code) + 1; number <= last; number++) {
            if (!code.contains(Integer.valueOf(number)) && !held.get(number - 1).matches("[{}();,]*") //$NON-NLS-1$
                    && !beginsFunction(held, number - 1)) {
                found.add(Integer.valueOf(number));
            }
        }
        return found;
    }

    /* What a function is declared with stands in front of a brace that begins a line. */
    private static boolean beginsFunction(List<String> held, int index) {
        for (String each : held.subList(index, held.size())) {
            if (each.startsWith("{") || each.endsWith(";") || each.endsWith("}")) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                return each.equals("{"); //$NON-NLS-1$
            }
        }
        return false;
    }

    /* The lines without comments, blanks around them, and directives. */
    private static List<String> held(List<String> lines) {
        List<String> held = new ArrayList<>();
        boolean comment = false;
        boolean directive = false;
        for (String line : lines) {
            StringBuilder rest = new StringBuilder();
            for (int at = 0; at < line.length();) {
                int end = comment ? line.indexOf("*/", at) : line.indexOf("/*", at); //$NON-NLS-1$ //$NON-NLS-2$
                if (!comment) {
                    rest.append(line, at, end < 0 ? line.length() : end);
                }
                at = end < 0 ? line.length() : end + 2;
                comment = comment != end >= 0;
            }
            String own = rest.toString().replaceFirst("//.*", "").strip(); //$NON-NLS-1$ //$NON-NLS-2$
            boolean begun = directive || own.startsWith("#"); //$NON-NLS-1$
            held.add(begun ? "" : own); //$NON-NLS-1$
            directive = begun && line.endsWith("\\"); //$NON-NLS-1$
        }
        return held;
    }
}
