/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A line taken apart, whatever is wrong with it.
 *
 * @param tree the whole line as a tree with positions
 * @param problems all problems, the kernel's first
 * @param definition what was understood, null where that is not enough
 */
public record ParsedLine(SyntaxNode tree, List<Diagnostic> problems, @Nullable ProbeDefinition definition) {
    public ParsedLine {
        problems = List.copyOf(problems);
    }
}
