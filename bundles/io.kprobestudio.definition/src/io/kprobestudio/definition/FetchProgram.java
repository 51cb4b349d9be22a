/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;

/**
 * How a kernel fetches an argument: the compiled form, to be executed by what plays a kernel.
 *
 * @param steps a {@link FetchStep.Load} first, then {@link FetchStep.Dereference}s, one {@link FetchStep.Store}, at
 *        most one
 *        {@link FetchStep.BitField} and at most one {@link FetchStep.Repeat}
 */
public record FetchProgram(List<FetchStep> steps) {
    public FetchProgram {
        steps = List.copyOf(steps);
    }
}
