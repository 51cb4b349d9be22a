/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.FetchProgram;
import io.kprobestudio.definition.FetchStep;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * An argument's program while it is made. The kernel has {@link #SLOTS} places for it, the last of which it needs for
 * the end; a symbol's address takes two.
 */
final class FetchCode {
    /** FETCH_INSN_MAX in kernel/trace/trace_probe.h. */
    private static final int SLOTS = 16;

    private final List<FetchStep> steps = new ArrayList<>(4);
    private int slot;
    private int stored = -1;

    /** The step made last; null before the first. */
    @Nullable
    FetchStep last() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    /** The first step. */
    void load(FetchStep.Load step) {
        steps.add(step);
    }

    /** Makes room for a further step; false if there is none. */
    boolean advance() {
        slot++;
        return slot < SLOTS - 1;
    }

    void add(FetchStep step) {
        steps.add(step);
    }

    void replaceLast(FetchStep step) {
        steps.set(steps.size() - 1, step);
    }

    void markStored() {
        stored = steps.size() - 1;
    }

    FetchStep.@Nullable Store store() {
        return stored >= 0 && steps.get(stored) instanceof FetchStep.Store store ? store : null;
    }

    FetchProgram program() {
        return new FetchProgram(steps);
    }
}
