/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import java.util.ArrayList;
import java.util.List;

/** Suggested changes as a text, which is all that a marker can carry: a line each, its parts separated by tabs. */
final class MarkedFixes {

    private static final String TAB = "\t"; //$NON-NLS-1$

    private MarkedFixes() {
    }

    /** Fixes as a text. */
    static String text(List<Fix> fixes) {
        StringBuilder text = new StringBuilder();
        for (Fix fix : fixes) {
            text.append(fix.column()).append(TAB).append(fix.length()).append(TAB).append(escaped(fix.text()))
                    .append(TAB).append(escaped(fix.title())).append('\n');
        }
        return text.toString();
    }

    /** The fixes of a text that {@link #text} made. */
    static List<Fix> parse(String text) {
        List<Fix> fixes = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] parts = line.split(TAB, -1);
            fixes.add(new Fix(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), plain(parts[2]),
                    plain(parts[3])));
        });
        return List.copyOf(fixes);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(TAB, "\\t").replace("\n", "\\n").replace("\r", "\\r"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
    }

    private static String plain(String text) {
        return text.translateEscapes();
    }
}
