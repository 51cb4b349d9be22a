/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.registry.internal.GroupedDefinition;

/**
 * A desired probe with what its kernel will make of it.
 *
 * @param desired what is wanted
 * @param line what will be written: the definition with its group
 * @param key the event that it makes; null when it is refused
 * @param listing the line that the kernel will list; an empty text when it is refused
 * @param verdict the verdict on the definition as the user wrote it, so that columns fit that text
 */
public record JudgedProbe(DesiredProbe desired, String line, @Nullable ProbeKey key, String listing, Verdict verdict) {

    /**
     * Judges a desired probe.
     *
     * @param desired what the user wants
     * @param group the group of a definition that names none
     * @param judge knows the kernel
     */
    public static JudgedProbe judge(DesiredProbe desired, String group, Judge judge) {
        return GroupedDefinition.judge(desired, group, judge);
    }

    /** Whether the kernel will take it, as far as can be told without asking it. */
    public boolean accepted() {
        return key != null;
    }

    /** The problems that make it dangerous. */
    public List<Diagnostic> dangers() {
        return verdict.problems().stream().filter(problem -> problem.severity() == Severity.DANGER).toList();
    }

    /** Why it is refused, in the kernel's words where it has some, with the column in the text as written. */
    public String refusal() {
        String words = verdict.problems().stream().filter(problem -> problem.severity() == Severity.ERROR).findFirst()
                .map(Diagnostic::message).orElse(String.valueOf(verdict.error()));
        return verdict.column() < 0 ? words : words + " (column=" + verdict.column() + ")";
    }
}
