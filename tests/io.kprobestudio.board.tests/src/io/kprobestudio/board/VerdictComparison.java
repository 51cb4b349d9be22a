/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import org.eclipse.jdt.annotation.Nullable;

/** What must be equal in two answers, and what differs from boot to boot: event numbers and addresses. */
final class VerdictComparison {

    private static final String NAMED = "(?<=[/ ][pr])_0x[0-9a-f]+";

    private VerdictComparison() {
    }

    /** An answer's text with all that must be equal. */
    static String comparable(Answer answer) {
        return "errno=" + answer.errno() + " error=" + answer.error() + " caret=" + answer.caret() + "\nlist="
                + list(answer.list()) + "\nformat=" + format(answer.format());
    }

    /** A listing with addresses made the same everywhere: as places, and in the names that are made of them. */
    static @Nullable String list(@Nullable String list) {
        return list == null ? null
                : list.strip().replaceAll("(?m)^(\\S+) 0x[0-9a-f]+(?=[ +]|$)", "$1 0x0").replaceAll(NAMED, "_0x0");
    }

    private static @Nullable String format(@Nullable String format) {
        return format == null ? null
                : format.strip().replaceFirst("(?m)^ID: \\d+$", "ID: 0").replaceFirst(NAMED, "_0x0");
    }

    /** The name of a release's recorded verdicts, such as {@code imx6-6.1}. */
    static String kernelOf(String release) {
        String version = release.replaceFirst("^(\\d+\\.\\d+).*", "$1");
        if (release.endsWith("-amd64")) {
            return "amd64-" + version;
        }
        return (release.endsWith("-arm64") ? "arm64-" : "imx6-") + version;
    }

    /** The control file that a release's verdicts are asked of. */
    static String controlOf(String release) {
        return release.endsWith("-amd64") || release.endsWith("-arm64") ? "dynamic_events" : "kprobe_events";
    }
}
