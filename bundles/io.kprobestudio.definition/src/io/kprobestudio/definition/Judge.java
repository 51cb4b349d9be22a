/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.definition.internal.Judging;
import io.kprobestudio.definition.internal.Kernel;
import java.nio.charset.StandardCharsets;

/** Judges definitions as one kernel would. Without state of its own; may be used by any thread. */
public final class Judge {
    private final Dialect dialect;
    private final Description description;
    private final Kernel kernel;

    public Judge(Dialect dialect, Description description) {
        this.dialect = dialect;
        this.description = description;
        kernel = new Kernel(dialect, description);
    }

    /** The kernel's dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** What is known of the kernel. */
    public Description description() {
        return description;
    }

    /** Judges a line, without its newline, as if written alone to an empty control file. */
    public Verdict judge(byte[] line) {
        return judge(line, new ControlFile());
    }

    /** Judges a line given as text; its columns are those of its UTF-8 bytes. */
    public Verdict judge(String line) {
        return judge(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Judges a line as the next write to a control file, which changes when the line is accepted. */
    public Verdict judge(byte[] line, ControlFile state) {
        return new Judging(kernel, line, state).judge();
    }
}
