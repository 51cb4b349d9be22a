/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.definition.internal.SyntaxTree;
import java.nio.charset.StandardCharsets;

/** Takes lines of definitions apart for one kernel; tolerant, and without state. May be used by any thread. */
public final class ProbeParser {
    private final Judge judge;

    public ProbeParser(Dialect dialect, Description description) {
        judge = new Judge(dialect, description);
    }

    /** A line's pieces alone, which are the same for every kernel; quick enough for each keystroke. */
    public static SyntaxNode tree(byte[] line) {
        return SyntaxTree.of(line);
    }

    /** Takes a line apart; its newline does not belong to it. */
    public ParsedLine parse(byte[] line) {
        Verdict verdict = judge.judge(line);
        return new ParsedLine(SyntaxTree.of(line), verdict.problems(),
                verdict.definition());
    }

    /** Takes a line apart; columns are those of its UTF-8 bytes. */
    public ParsedLine parse(String line) {
        return parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
