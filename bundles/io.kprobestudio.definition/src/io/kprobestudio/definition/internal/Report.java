/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.Severity;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Collects what is wrong with a command. The first error is the kernel's: it sets the error number, the words and the
 * place; what comes after it is for the user, and leaves the verdict as it is.
 */
final class Report {
    /** The longest command that is followed by a newline. */
    private static final int SHORT_COMMAND = 242;
    private static final int FULL_COMMAND = 255;
    /** {@code [12345.123456] trace_kprobe: error: }. */
    private static final int ENTRY_HEAD = 36;

    private final Dialect dialect;
    private final Words words;
    private final List<Diagnostic> problems = new ArrayList<>(2);
    private @Nullable StringBuilder log;
    private Errno errno = Errno.OK;
    private @Nullable String error;
    private int caret = -1;
    private int column = -1;
    private @Nullable String undecided;
    private @Nullable List<Fix> nextFixes;
    private @Nullable String command;
    private @Nullable String complaint;

    Report(Dialect dialect, Words words) {
        this.dialect = dialect;
        this.words = words;
    }

    boolean refused() {
        return errno != Errno.OK;
    }

    Errno errno() {
        return errno;
    }

    @Nullable
    String error() {
        return error;
    }

    int caret() {
        return caret;
    }

    int column() {
        return column;
    }

    /** What the kernel prints as the command; null where it left no words. */
    @Nullable
    String command() {
        String other = command;
        return error == null ? null : other != null ? other : words.joined();
    }

    /**
     * The column as it is seen. Until 5.16 a command has a fixed place, and one that fills it loses its newline: the
     * caret then stands behind the whole entry, counted from the entry's begin.
     */
    private int printed(int position, String message) {
        if (dialect.has(Feature.LONG_ERROR_LOG)) {
            return position;
        }
        int length = words.joined().length();
        int low = position & 0xff;
        return length <= SHORT_COMMAND ? low : ENTRY_HEAD + message.length() + FULL_COMMAND + low;
    }

    @Nullable
    String undecided() {
        return undecided;
    }

    @Nullable
    String log() {
        StringBuilder text = log;
        return text == null ? null : text.toString();
    }

    List<Diagnostic> problems() {
        return problems;
    }

    /** The column in the line of a place in a word. */
    int column(int word, int offset) {
        return words.column(words.caret(word, offset));
    }

    /** Suggestions that go with the next problem. */
    Report withFixes(List<Fix> fixes) {
        nextFixes = fixes;
        return this;
    }

    /** Before 5.2, what is too much or too long is told apart by its number (traceprobe_parse_probe_arg_body of 5.0). */
    private static Errno wordless(Errno number, ErrorText text) {
        return switch (text) {
        case ARG_TOO_LONG -> Errno.ENOSPC;
        case ARRAY_TOO_BIG, TOO_MANY_OPS, GROUP_TOO_LONG, MAXACT_TOO_BIG -> Errno.E2BIG;
        default -> number;
        };
    }

    /**
     * The kernel complains and reads on. When something is refused then, these words stand before its own: the error log
     * has both, and the first of them is what people see.
     */
    void complain(ErrorText text) {
        if (!refused()) {
            complaint = text.words(dialect);
        }
    }

    /** An error with the kernel's words, at a place in a word. */
    void error(Errno number, ErrorText text, int word, int offset, int length) {
        int position = words.caret(word, offset);
        String message = text.words(dialect);
        String before = complaint;
        boolean first = !refused();
        if (first && before != null) {
            problem(words.column(position), length, Severity.ERROR, before);
        }
        if (first) {
            errno = dialect.has(Feature.ERROR_LOG) ? number : wordless(number, text);
            if (dialect.has(Feature.ERROR_LOG)) {
                error = before != null ? before : message;
                caret = printed(position, message);
                column = words.column(position);
            }
        }
        problem(words.column(position), length, Severity.ERROR, message);
    }

    /** An error in a part of the command that the kernel prints alone, such as a filter; the part ends the line. */
    void errorIn(Errno number, String part, String message, int position, int word) {
        int offset = Math.max(0, Math.min(position, part.length()));
        int at = words.column(words.caret(word, offset));
        if (!refused()) {
            errno = number;
            error = message;
            command = part;
            caret = position;
            column = at;
        }
        problem(at, part.length() - offset, Severity.ERROR, message);
    }

    /** The kernel complains once more: its words are the first ones, its place is the last. */
    void pointAgain(int word, int offset) {
        if (error != null && problems.size() == 1) {
            int position = words.caret(word, offset);
            caret = printed(position, "");
            column = words.column(position);
        }
    }

    /** An error for which the kernel leaves no words. */
    void silent(Errno number, String message, int word, int offset, int length) {
        if (!refused()) {
            errno = number;
        }
        problem(words.column(words.caret(word, offset)), length, Severity.ERROR, message);
    }

    /** An error of kernels that write to the kernel log; the line goes there if it is the first. */
    void logged(Errno number, String line, int word, int offset, int length) {
        boolean first = !refused();
        if (first) {
            errno = number;
            logLine(line);
        }
        problem(words.column(words.caret(word, offset)), length, Severity.ERROR, line);
    }

    /** A line for the kernel log of kernels whose reasons are there. */
    void logLine(String line) {
        if (dialect.has(Feature.ERROR_LOG)) {
            return;
        }
        StringBuilder text = log;
        if (text == null) {
            text = new StringBuilder();
            log = text;
        }
        escape(text, line);
        text.append('\n');
    }

    /** Bytes outside of printable ASCII, and backslashes, as the kernel log shows them. */
    private static void escape(StringBuilder text, String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '\\') {
                text.append(c);
            } else {
                text.append(String.format("\\x%02x", c & 0xff));
            }
        }
    }

    /** A problem that the kernel does not mind. */
    void remark(Severity severity, String message, int word, int offset, int length) {
        problem(words.column(words.caret(word, offset)), length, severity, message);
    }

    private void problem(int column, int length, Severity severity, String message) {
        List<Fix> fixes = nextFixes;
        nextFixes = null;
        int end = words.line().length;
        int at = Math.max(0, Math.min(column, end));
        problems.add(new Diagnostic(at, Math.max(0, Math.min(length, end - at)), severity, message,
                fixes == null ? List.of() : fixes));
    }

    /** Says that only the machine's code can tell. */
    void leaveOpen(String reason) {
        if (!refused()) {
            undecided = reason;
        }
    }
}
