/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What the kernel says of one line.
 *
 * @param errno 0 when accepted (a blank or comment line too), else the write's error number, positive
 * @param error the kernel's words in {@code error_log}, null where it leaves none
 * @param caret the column it points at in the command as it prints it, 0-based; -1 without {@code error}
 * @param column the same place in the line as written, in bytes; -1 where the kernel points nowhere
 * @param log for kernels without {@code error_log}: the lines they put into the kernel log; null where none
 * @param list when accepted: the control file's content afterwards
 * @param format when accepted: the event's format
 * @param undecided why only the target's machine code can tell, null where it is decided
 * @param problems all problems, the kernel's first
 * @param command the command as {@code error_log} prints it, null without {@code error}
 * @param definition what was understood, null where that is not enough
 * @param layout the event's record, null when refused
 */
public record Verdict(int errno, @Nullable String error, int caret, int column, @Nullable String log,
        @Nullable String list, @Nullable String format, @Nullable String undecided, List<Diagnostic> problems,
        @Nullable String command, @Nullable ProbeDefinition definition, @Nullable EventLayout layout) {
    public Verdict {
        problems = List.copyOf(problems);
    }

    public boolean accepted() {
        return errno == 0;
    }
}
