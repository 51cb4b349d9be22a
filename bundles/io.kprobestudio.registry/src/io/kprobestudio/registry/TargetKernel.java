/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.DescriptionCache;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;

/** What a target's kernel tells of itself, read once when it is first asked for. Thread-safe. */
final class TargetKernel {

    private final Tracefs tracefs;
    private final DescriptionCache cache;
    private DescriptionReader.@Nullable KernelFiles files;
    private @Nullable Judge judge;

    TargetKernel(Tracefs tracefs, StateFolder state) {
        this.tracefs = tracefs;
        cache = new DescriptionCache(state.path().resolve("descriptions"));
    }

    /** Its symbols and the like; of an earlier connection to the same boot of it, where that left them. */
    synchronized DescriptionReader.KernelFiles files(Progress progress) throws TargetException {
        DescriptionReader.@Nullable KernelFiles known = files;
        if (known == null) {
            known = DescriptionReader.readFiles(tracefs, cache, progress);
            files = known;
        }
        return known;
    }

    /** What judges definitions as this kernel does. */
    synchronized Judge judge(Progress progress) throws TargetException {
        @Nullable
        Judge known = judge;
        if (known == null) {
            Description description = files(progress).description();
            known = new Judge(Dialect.of(description), description);
            judge = known;
        }
        return known;
    }
}
