/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/** A filter's expression is not understood, or names what is not there. */
public final class FilterException extends TraceDataException {

    private static final long serialVersionUID = 1L;

    private final int column;
    private final String problem;

    FilterException(int column, String problem, String source) {
        super("filter column=" + column + ": " + problem + " in: " + source);
        this.column = column;
        this.problem = problem;
    }

    /** Where in the expression, from 0 on; its length where something is missing at the end. */
    public int column() {
        return column;
    }

    /** What is wrong there, without the place. */
    public String problem() {
        return problem;
    }
}
