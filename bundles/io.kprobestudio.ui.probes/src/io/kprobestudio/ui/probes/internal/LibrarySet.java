/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.ProbeSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of the library: a {@code .kprobes} file whose header has the name in its first line and a sentence behind it, and in
 * which <code>${arg1}</code> to <code>${arg4}</code> stand for the registers that hold a function's arguments at its entry.
 *
 * @param name a few words
 * @param sentence what it shows
 * @param template the file's text
 */
record LibrarySet(String name, String sentence, String template) {

    private static final Pattern ARGUMENT = Pattern.compile("\\$\\{arg([1-4])\\}"); //$NON-NLS-1$

    /** Reads a file's text. */
    static LibrarySet of(String text) {
        String header = ProbeSet.parse(text).header();
        String[] lines = header.split("\n", 2); //$NON-NLS-1$
        return new LibrarySet(lines[0].strip(), lines.length > 1 ? lines[1].replace('\n', ' ').strip() : "", text); //$NON-NLS-1$
    }

    /**
     * The definitions for an architecture.
     *
     * @param architecture the architecture as the kernel names it
     */
    List<String> lines(String architecture) {
        Matcher matcher = ARGUMENT.matcher(template);
        String text = matcher.replaceAll(
                found -> Matcher.quoteReplacement(register(architecture, Integer.parseInt(found.group(1)))));
        return ProbeSet.parse(text).probes().probes().stream().map(DesiredProbe::definition).toList();
    }

    private static String register(String architecture, int argument) {
        return switch (architecture) {
        case "x86_64", "amd64" -> "%" + List.of("di", "si", "dx", "cx").get(argument - 1); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
        case "aarch64", "arm64" -> "%x" + (argument - 1); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        default -> "%r" + (argument - 1); //$NON-NLS-1$
        };
    }
}
