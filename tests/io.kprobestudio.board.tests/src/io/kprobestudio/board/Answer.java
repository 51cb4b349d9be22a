/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What a kernel made of one definition, written alone to an empty control file. Texts hold a byte a character.
 *
 * @param errno 0 when accepted, else the write's error number
 * @param error its words in {@code error_log}, null where it left none
 * @param caret the column it points at in the command as it prints it, 0-based; -1 without words
 * @param list the control file afterwards, null when refused or empty
 * @param format the event's format, null when refused or without one
 */
record Answer(int errno, @Nullable String error, int caret, @Nullable String list, @Nullable String format) {

    private static final String COMMAND = "  Command: ";
    private static final String ERROR = ": error: ";

    /**
     * Reads what {@code error_log} holds. Where one write left several entries, the first has the reason and the last the
     * place, as in the recorded verdicts. Kernels that cut a long command lose its newline with it; then the column is
     * counted from where the entry begins.
     */
    static Answer refused(int errno, String log) {
        // Who complains stands before, and may itself end so: `event filter parse error: error: Field not found`.
        int words = log.indexOf(ERROR);
        int command = log.indexOf("\n" + COMMAND, words);
        if (words < 0 || command < 0) {
            return new Answer(errno, null, -1, null, null);
        }
        int last = log.lastIndexOf(ERROR);
        int end = log.indexOf('\n', log.indexOf("\n" + COMMAND, last) + 1);
        int caret = log.indexOf('^', end);
        int line = end + 1;
        if (caret < 0 || !log.substring(line, caret).isBlank()) {
            caret = log.lastIndexOf('^', end);
            line = log.lastIndexOf('\n', last) + 1;
        }
        return new Answer(errno, log.substring(words + ERROR.length(), command).strip(),
                caret - line - COMMAND.length(),
                null, null);
    }
}
