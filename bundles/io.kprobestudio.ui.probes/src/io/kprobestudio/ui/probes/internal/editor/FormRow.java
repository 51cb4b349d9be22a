/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.definition.assist.DefinitionParts;
import io.kprobestudio.definition.assist.LineNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * A line of a file that defines a probe, tries to, or deletes one.
 *
 * @param line the line, 0-based
 * @param text its text
 * @param names what it names, by its looks
 * @param parts its pieces, null where the form cannot show it
 * @param verdict what the chosen kernel says of it, null while it is not judged yet
 */
record FormRow(int line, String text, LineNames names, @Nullable DefinitionParts parts, @Nullable Verdict verdict) {

    /** The rows of a file, with the verdicts of what was judged of it. */
    static List<FormRow> of(List<String> lines, @Nullable DefinitionFile judged) {
        List<FormRow> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            LineNames names = LineNames.of(text);
            if (names.command() != 0) {
                Optional<DefinitionParts> parts = DefinitionParts.of(text);
                rows.add(new FormRow(i, text, names, parts.isPresent() ? parts.get() : null,
                        verdict(judged, i, text)));
            }
        }
        return rows;
    }

    private static @Nullable Verdict verdict(@Nullable DefinitionFile judged, int line, String text) {
        if (judged == null || line >= judged.lines().size()) {
            return null;
        }
        DefinitionFile.Line known = judged.lines().get(line);
        return known.text().equals(text) || known.text().equals(text + "\r") ? known.verdict() : null; //$NON-NLS-1$
    }

    /** What it is called: its event, also where the kernel makes the name; else its place. */
    String title() {
        Verdict known = verdict;
        ProbeDefinition definition = known == null ? null : known.definition();
        if (!names.event().isEmpty() || definition == null) {
            return !names.event().isEmpty() ? names.event() : !names.place().isEmpty() ? names.place() : text.strip();
        }
        return definition.event();
    }

    /** Where it sits; of a line that the form cannot show, what is wrong with it. */
    String detail() {
        if (parts != null) {
            return names.place();
        }
        return problem().map(Diagnostic::message)
                .orElse(names.isDeletion() ? Messages.Form_deletes : Messages.Form_unshown);
    }

    /** The worst that the kernel or the suite says of it. */
    Optional<Diagnostic> problem() {
        Verdict known = verdict;
        return known == null ? Optional.empty() : known.problems().stream().findFirst();
    }

    /** Words for people who point at it. */
    String tip() {
        Verdict known = verdict;
        StringBuilder tip = new StringBuilder(NLS.bind(Messages.Form_line, Integer.valueOf(line + 1), text.strip()));
        if (known != null) {
            known.problems().forEach(problem -> tip.append('\n').append(problem.message()));
        }
        return tip.toString();
    }

    /** The picture that stands for it. */
    String picture() {
        Severity worst = problem().map(Diagnostic::severity).orElse(Severity.NOTE);
        if (worst != Severity.NOTE) {
            return worst == Severity.WARNING ? "warning" : "problem"; //$NON-NLS-1$ //$NON-NLS-2$
        }
        return names.isDeletion() ? "probe-remove" : names.command() == 'r' ? "probe-return" : "probe"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }
}
