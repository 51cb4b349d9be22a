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

    /**
     * Reads what {@code error_log} holds. Where one write left several entries, the first is the reason. Kernels that cut a
     * long command lose its newline with it; then the column is counted from where the entry begins, as in the recorded
     * verdicts.
     */
    static Answer refused(int errno, String log) {
        int words = log.indexOf("error: ");
        int command = log.indexOf("\n" + COMMAND, words);
        if (words < 0 || command < 0) {
            return new Answer(errno, null, -1, null, null);
        }
        int end = log.indexOf('\n', command + 1);
        int caret = log.indexOf('^', end);
        int line = end + 1;
        if (caret < 0 || !log.substring(line, caret).isBlank()) {
            caret = log.lastIndexOf('^', end);
            line = log.lastIndexOf('\n', words) + 1;
        }
        return new Answer(errno, log.substring(words + "error: ".length(), command).strip(),
                caret - line - COMMAND.length(), null, null);
    }
}
